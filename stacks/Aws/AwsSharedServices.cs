using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;

namespace K8tre.Stacks.Aws;

/// <summary>Inputs of <see cref="AwsSharedServices"/>.</summary>
internal sealed record AwsSharedServicesArgs
{
    /// <summary>Name of the platform.</summary>
    public required string Platform { get; init; }

    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>The clusters, at least one. The first one's keys encrypt the registry.</summary>
    public required IReadOnlyList<IClusterRoom> Rooms { get; init; }
}

/// <summary>Resources of the account that need whole clusters: the ECR registry, from which the nodes of all clusters pull.</summary>
internal sealed class AwsSharedServices : ComponentResource
{
    /// <summary>Creates the resources.</summary>
    public AwsSharedServices(string name, AwsSharedServicesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:AwsSharedServices", name, options)
    {
        _ = new EcrRegistry($"{args.Platform}-registry", new()
        {
            Scope = args.Scope,
            Prefix = args.Platform,
            Key = ((AwsCluster)args.Rooms[0].Cluster).Keys.Files,
            Pullers = [.. args.Rooms.Select(room => room.Nodes).OfType<EksNodeGroups>().Select(nodes => (Input<string>)nodes.RoleArn)],
        }, new() { Parent = this });

        RegisterOutputs();
    }
}
