/** What a person wants to take out of the lab: weights in some format, or the report of a run. */
export type ExportSubject = 'weights' | 'report'
