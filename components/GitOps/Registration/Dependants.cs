using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
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
/// refuses to delete a list that has entries, and the namespace that holds it, so that nothing else is deleted either.
/// </summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/</remarks>
public sealed class Dependants : ComponentResource
{
    /// <summary>Name of the ConfigMap that holds the list.</summary>
    public const string ListName = "clusters-of-other-stacks";

    /// <summary>Name of the policy that guards the list's namespace.</summary>
    internal const string NamespacePolicy = "namespace-of-clusters-of-other-stacks";

    private readonly DependantsArgs _args;

    /// <summary>Creates the list in the cluster of the inherited provider.</summary>
    public Dependants(string name, DependantsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:Dependants", name, options)
    {
        _args = args;
        var guard = new AdmissionPolicy($"{name}-guard", ListGuard(), new() { Parent = this });
        var home = new AdmissionPolicy($"{name}-namespace-guard", NamespaceGuard(), new() { Parent = this });
        _ = new ConfigMap(name, new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = ListName,
                Namespace = args.Namespace,
            },
        }, new() { Parent = this, DependsOn = [.. args.Guarded, guard, home] });

        RegisterOutputs();
    }

    // A deletion has no `object`. The condition names the list, because the deletion of a collection has no name to match. A request that
    // does not say what it deletes is refused.
    private AdmissionPolicyArgs ListGuard() => new()
    {
        PolicyName = ListName,
        Namespace = _args.Namespace,
        Rules = [new("", ["configmaps"], "DELETE")],
        Conditions = new Dictionary<string, Input<string>> { ["the-list"] = IsNamed(ListName) },
        Validations = [Empty("oldObject")],
    };

    // Objects of a namespace that is deleted are deleted by a controller, after the namespace: a refusal there would come too late.
    private AdmissionPolicyArgs NamespaceGuard() => new()
    {
        PolicyName = NamespacePolicy,
        Rules = [new("", ["namespaces"], "DELETE")],
        Conditions = new Dictionary<string, Input<string>>
        {
            ["the-namespace"] = _args.Namespace.Apply(IsNamed),
        },
        Parameter = new(ListName, _args.Namespace),
        Validations = [Empty("params")],
    };

    private static string IsNamed(string name) => $"oldObject == null || oldObject.metadata.name == '{name}'";

    // An empty list has no `data`, which would be an error without has().
    private static AdmissionValidation Empty(string list) => new(
        $"{list} != null && (!has({list}.data) || size({list}.data) == 0)",
        "other stacks have clusters registered here; destroy those stacks first",
        $"\"other stacks have clusters registered here: \" + {list}.data.map(key, key + \" of \" + {list}.data[key]).join(\", \")"
        + " + \"; destroy those stacks first\"");
}
