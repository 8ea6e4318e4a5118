/**
 * Members that the model requires and whose absence the operation itself refuses, in words of its own that are closer to
 * AWS's than those of the model.
 */
export function refusesItself(service: string, operation: string, path: string): boolean {
  return ownWords[service]?.[operation]?.includes(path) ?? false;
}

export const ownWords: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ECS: {
    DeregisterTaskDefinition: ['taskDefinition'],
    DescribeServiceDeployments: ['serviceDeploymentArns'],
    DescribeServiceRevisions: ['serviceRevisionArns'],
    DescribeServices: ['services'],
    DescribeTaskDefinition: ['taskDefinition'],
    DescribeTasks: ['tasks'],
    RegisterTaskDefinition: ['family', 'containerDefinitions'],
  },
};
