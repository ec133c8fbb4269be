using System.Text.Json;
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

    /// <summary>Generation of the token, a DNS label. A new generation replaces the token.</summary>
    public required string Generation { get; init; }

    /// <summary>Resources that must exist first, such as Argo CD. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Access for other stacks to register their clusters with this Argo CD: to Secrets in its namespace, and to the list of
/// <see cref="Dependants"/>. Kubernetes cannot restrict the creation of Secrets by name, so this kubeconfig can also read the Secrets of
/// that namespace by name. It cannot list them.
/// </summary>
public sealed class RegistrarAccess : ComponentResource
{
    /// <summary>Creates the access to the cluster of the inherited provider.</summary>
    public RegistrarAccess(string name, RegistrarAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:RegistrarAccess", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this, DependsOn = [.. args.DependsOn] };
        var account = new ServiceAccountToken(
            $"{name}-account",
            new() { Namespace = args.Namespace, Account = "registrar", Generation = args.Generation, DependsOn = args.DependsOn },
            new() { Parent = this });
        var role = new Role(name, new RoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = "registrar", Namespace = args.Namespace },
            Rules =
            {
                new PolicyRuleArgs { ApiGroups = "", Resources = "secrets", Verbs = { "create", "delete", "get", "patch", "update" } },
                new PolicyRuleArgs
                {
                    ApiGroups = "",
                    Resources = "configmaps",
                    ResourceNames = Dependants.ListName,
                    Verbs = { "get", "patch", "update" },
                },
            },
        }, inside);
        _ = new RoleBinding($"{name}-binding", new RoleBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = "registrar", Namespace = args.Namespace },
            RoleRef = new RoleRefArgs
            {
                ApiGroup = "rbac.authorization.k8s.io",
                Kind = "Role",
                Name = role.Metadata.Apply(metadata => metadata.Name),
            },
            Subjects = new SubjectArgs { Kind = "ServiceAccount", Name = account.Account, Namespace = args.Namespace },
        }, inside);

        KubeConfig = Output.CreateSecret(Output.Tuple(args.Cluster.ApiServerUrl, account.CaData, account.Token)
            .Apply(parts => Text(args.Cluster.ClusterName, parts.Item1, parts.Item2, parts.Item3)));

        RegisterOutputs();
    }

    /// <summary>Kubeconfig of the registrar. Secret.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

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
}
