using Pulumi.Kubernetes.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Inputs of <see cref="Dependants"/>.</summary>
public sealed record DependantsArgs
{
    /// <summary>Argo CD's namespace.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>Resources that must not be deleted while other stacks depend on the platform.</summary>
    public required IReadOnlyCollection<Resource> Guarded { get; init; }
}

/// <summary>
/// List of the clusters that other stacks have registered with this Argo CD. Destroying the platform deletes the list first. The API server
/// refuses to delete a list that has entries, so that nothing else is deleted either.
/// </summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/</remarks>
public sealed class Dependants : ComponentResource
{
    /// <summary>Name of the ConfigMap that holds the list.</summary>
    public const string ListName = "clusters-of-other-stacks";

    // A deletion has no `object`. An empty list has no `data`, which would be an error without has().
    private const string IsEmpty = "!has(oldObject.data) || size(oldObject.data) == 0";

    private const string Message =
        "\"other stacks have clusters registered here: \" + oldObject.data.map(key, key + \" of \" + oldObject.data[key]).join(\", \")"
        + " + \"; destroy those stacks first\"";

    /// <summary>Creates the list in the cluster of the inherited provider.</summary>
    public Dependants(string name, DependantsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:Dependants", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var policy = new ValidatingAdmissionPolicy($"{name}-guard", new ValidatingAdmissionPolicyArgs
        {
            Metadata = new ObjectMetaArgs { Name = ListName },
            Spec = new ValidatingAdmissionPolicySpecArgs
            {
                FailurePolicy = "Fail",
                MatchConstraints = new MatchResourcesArgs
                {
                    NamespaceSelector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = args.Namespace } },
                    ResourceRules = new NamedRuleWithOperationsArgs
                    {
                        ApiGroups = "",
                        ApiVersions = "v1",
                        Operations = "DELETE",
                        Resources = "configmaps",
                        ResourceNames = ListName,
                    },
                },
                Validations = new ValidationArgs { Expression = IsEmpty, MessageExpression = Message },
            },
        }, inside);
        var binding = new ValidatingAdmissionPolicyBinding($"{name}-guard-binding", new ValidatingAdmissionPolicyBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = ListName },
            Spec = new ValidatingAdmissionPolicyBindingSpecArgs
            {
                PolicyName = policy.Metadata.Apply(metadata => metadata.Name),
                ValidationActions = "Deny",
            },
        }, inside);
        _ = new ConfigMap(name, new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = ListName,
                Namespace = args.Namespace,
            },
        }, new() { Parent = this, DependsOn = [.. args.Guarded, binding] });

        RegisterOutputs();
    }
}
