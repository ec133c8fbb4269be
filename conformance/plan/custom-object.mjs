// Groups without a dot and of the form `storage.k8s.io` are Kubernetes' own, and so are these; deeper ones, such as
// gateway.networking.k8s.io, are defined by CRDs. https://kubernetes.io/docs/reference/using-api/#api-groups
const BUILT_IN = /^([^.]+|[^.]+\.k8s\.io|rbac\.authorization\.k8s\.io|flowcontrol\.apiserver\.k8s\.io)$/;
const TOKEN = /^kubernetes:(?<apiVersion>(?<group>[^:/]+)\/[^:/]+):(?<kind>[^:]+)$/;

/**
 * Whether a resource is an object of a custom resource definition: its token is made of its own apiVersion and kind, and
 * its group is none of Kubernetes' own.
 */
export function isCustomObject({ type, inputs }) {
  const token = TOKEN.exec(type)?.groups;
  return token !== undefined && token.apiVersion === inputs.apiVersion && token.kind === inputs.kind && !BUILT_IN.test(token.group);
}
