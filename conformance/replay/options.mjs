const STACK_TYPE = /::pulumi:pulumi:Stack::[^:]*$/;

/**
 * The options that a program gives. Left out are those that the official classes add to by themselves, and are to be
 * compared for it: version, aliases, additionalSecretOutputs and replaceOnChanges.
 *
 * @param find returns the registered resource of a URN
 */
export function optionsOf(resource, find) {
  const { parent, provider, options } = resource;
  return {
    parent: parent && !STACK_TYPE.test(parent) ? find(parent) : undefined,
    provider: provider && isOfProvider(resource) ? find(provider) : undefined,
    dependsOn: dependenciesBesides(resource).map(find),
    protect: options.protect,
    retainOnDelete: options.retainOnDelete,
    deleteBeforeReplace: options.deleteBeforeReplace || undefined,
    ignoreChanges: options.ignoreChanges,
    customTimeouts: options.customTimeouts,
    deletedWith: options.deletedWith ? find(options.deletedWith) : undefined,
    import: options.importId ?? undefined,
  };
}

/** The dependencies that come with no property: those the program named by itself. */
function dependenciesBesides({ dependencies, propertyDependencies }) {
  const carried = new Set(Object.values(propertyDependencies).flat());
  return dependencies.filter((urn) => !carried.has(urn));
}

/** A component of our own has no provider: in the plan stands the one it hands down. */
function isOfProvider({ type, custom }) {
  return custom || !type.startsWith("k8tre:");
}
