export default {
  names: { mnist: 'MNIST', 'fashion-mnist': 'Fashion-MNIST' },
  get: 'Get {name} ({all})',
  goOn: 'Go on getting {name}',
  again: 'Try again',
  choose: 'Choose files',
  absent: '{name} is not on this machine yet: four files, {all}, checked when they are here.',
  partly: '{here} of {all} are here; the rest comes from where it broke off.',
  running: '{here} of {all} are here.',
  from: '{file} from {host}',
  present: '{name} is here: {all}.',
  done: '{name} is here and checked',
  failed: '{name} could not be had.',
  failedNotice: '{name} could not be had; Data says why',
  remedy:
    'Is this machine connected to the internet? You can also bring the files from elsewhere and choose them here.',
  kept: 'What has come is kept: {here} of {all}.',
  tried: 'What was tried for {file}',
} as const
