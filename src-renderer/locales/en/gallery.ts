export default {
  intro: 'Each of these begins to train at one press. The picture shows its data and its network as it begins.',
  own: 'Design your own',
  train: 'Train',
  edit: 'Open “{name}” in Design',
} as const
