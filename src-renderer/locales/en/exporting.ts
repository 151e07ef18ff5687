export default {
  title: 'Export weights',
  format: 'Format',
  formats: {
    json: 'JSON — experiment and weights, readable text',
    npz: 'NPZ — NumPy arrays',
  },
  checkpoint: 'Checkpoint',
  checkpoints: {
    initial: 'Initial weights',
    best: 'Best (lowest loss)',
    last: 'Last',
    epoch: 'After epoch {epoch}',
  },
  atEpoch: '{checkpoint}, epoch {epoch}',
  noCheckpoint: 'This run has no weights yet. They are there as soon as it has begun to train.',
  fileName: 'File name',
  save: 'Save',
  saved: 'Saved {file}',
} as const
