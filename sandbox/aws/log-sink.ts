/** Where containers with the `awslogs` driver write; implemented by sandbox/aws/logs. */
export interface LogSink {
  /** Group must exist unless `create`; streams are made as needed. Returns false when the group is missing. */
  open(group: string, stream: string, options?: { readonly create?: boolean }): boolean;
  write(group: string, stream: string, line: string): void;
}
