using System.Text.Json;
using System.Text.RegularExpressions;
using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Inputs of <see cref="RegistrarAccess"/>.</summary>
public sealed record RegistrarAccessArgs
{
    /// <summary>The cluster that Argo CD runs in.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Argo CD's namespace.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>The stack that registers its clusters, <c>organization/project/stack</c>.</summary>
    public required string Stack { get; init; }

    /// <summary>The clusters that the stack registers, at least one.</summary>
    public required IReadOnlyCollection<ClusterKey> Clusters { get; init; }

    /// <summary>Names of clusters in Argo CD that the stack must not use: those of the Argo CD's own stack. Default: none.</summary>
    public IReadOnlyCollection<string> ReservedNames { get; init; } = [];

    /// <summary>Generation of the token, a DNS label. A new generation replaces the token.</summary>
    public required string Generation { get; init; }

    /// <summary>Resources that must exist first, such as Argo CD. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Access for another stack to register its clusters with this Argo CD: to the registrations of these clusters alone, and to its own lines
/// of the list of <see cref="Dependants"/>.
/// </summary>
/// <remarks>
/// RBAC cannot restrict the creation of Secrets by name. An admission policy does: <see cref="RegistrarPolicy"/>. The account cannot list
/// Secrets.
/// </remarks>
public sealed partial class RegistrarAccess : ComponentResource
{

    private readonly RegistrarAccessArgs _args;

    /// <summary>Creates the access to the cluster of the inherited provider.</summary>
    public RegistrarAccess(string name, RegistrarAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:RegistrarAccess", name, options)
    {
        _args = args;
        var (account, inside) = (AccountName(args.Stack), new CustomResourceOptions { Parent = this, DependsOn = [.. args.DependsOn] });
        // The account may do nothing before the policy exists that restricts it.
        var policy = new AdmissionPolicy($"{name}-policy", RegistrarPolicy.For(args, account), new() { Parent = this });
        var token = new ServiceAccountToken(
            $"{name}-account",
            new() { Namespace = args.Namespace, Account = account, Generation = args.Generation, DependsOn = [.. args.DependsOn, policy] },
            new() { Parent = this });
        var role = new Role(name, new RoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = account, Namespace = args.Namespace },
            Rules = Rules().ToArray(),
        }, inside);
        _ = new RoleBinding($"{name}-binding", new RoleBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = account, Namespace = args.Namespace },
            RoleRef = new RoleRefArgs
            {
                ApiGroup = "rbac.authorization.k8s.io",
                Kind = "Role",
                Name = role.Metadata.Apply(metadata => metadata.Name),
            },
            Subjects = new SubjectArgs { Kind = "ServiceAccount", Name = token.Account, Namespace = args.Namespace },
        }, new() { Parent = this, DependsOn = [.. args.DependsOn, policy] });

        KubeConfig = Output.CreateSecret(Output.Tuple(args.Cluster.ApiServerUrl, token.CaData, token.Token)
            .Apply(parts => Text(args.Cluster.ClusterName, parts.Item1, parts.Item2, parts.Item3)));

        RegisterOutputs();
    }

    /// <summary>Kubeconfig of the registrar. Secret.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <summary>Returns the name of a stack's ServiceAccount, a DNS label: <c>registrar-organization-k8tre-stg</c>.</summary>
    /// <param name="stack">The stack, <c>organization/project/stack</c>.</param>
    public static string AccountName(string stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return $"registrar-{Separators().Replace(stack.ToLowerInvariant(), "-").Trim('-')}";
    }

    private IEnumerable<PolicyRuleArgs> Rules()
    {
        var names = _args.Clusters.Select(cluster => cluster.ObjectName).ToArray();
        return
        [
            // A creation has no name for RBAC.
            new() { ApiGroups = "", Resources = "secrets", Verbs = "create" },
            new() { ApiGroups = "", Resources = "secrets", ResourceNames = names, Verbs = { "get", "patch", "update" } },
            // The registration belongs to the lease, and is deleted with it. Pulumi lists and watches what it deletes.
            new() { ApiGroups = "coordination.k8s.io", Resources = "leases", Verbs = { "create", "list", "watch" } },
            new()
            {
                ApiGroups = "coordination.k8s.io",
                Resources = "leases",
                ResourceNames = names,
                Verbs = { "delete", "get", "patch", "update" },
            },
            // Some clusters require it of whoever makes an owner wait for the objects that it owns.
            new() { ApiGroups = "coordination.k8s.io", Resources = "leases/finalizers", ResourceNames = names, Verbs = "update" },
            new() { ApiGroups = "", Resources = "configmaps", ResourceNames = Dependants.ListName, Verbs = { "get", "patch", "update" } },
        ];
    }

    // A kubeconfig is YAML, and JSON is YAML.
    private static string Text(string cluster, string server, string caData, string token) =>
        JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = new[] { new { name = cluster, cluster = Cluster(server, caData) } },
            ["users"] = new[] { new { name = "registrar", user = new { token } } },
            ["contexts"] = new[] { new { name = cluster, context = new { cluster, user = "registrar" } } },
            ["current-context"] = cluster,
        });

    private static Dictionary<string, string> Cluster(string server, string caData) => new()
    {
        ["server"] = server,
        ["certificate-authority-data"] = caData,
    };

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Separators();
}
