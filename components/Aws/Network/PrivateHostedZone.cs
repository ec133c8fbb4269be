using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Route53;
using Pulumi.Aws.Route53.Inputs;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="PrivateHostedZone"/>.</summary>
public sealed record PrivateHostedZoneArgs
{
    /// <summary>Account and region of the VPCs.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Domain name of the zone.</summary>
    public required string Domain { get; init; }

    /// <summary>Ids of the VPCs that the zone is associated with, at least one.</summary>
    public required IReadOnlyList<Input<string>> Vpcs { get; init; }
}

/// <summary>Private hosted zone and its association with VPCs. The cluster writes the records and can write them again.</summary>
/// <remarks>
/// external-dns finds it by its domain: https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/externaldns/aws,
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html
/// </remarks>
public sealed class PrivateHostedZone : ComponentResource
{
    /// <summary>Creates the zone.</summary>
    public PrivateHostedZone(string name, PrivateHostedZoneArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PrivateHostedZone", name, options)
    {
        var zone = new Zone(name, new()
        {
            Name = args.Domain,
            Comment = "Names of a platform, seen from its own networks.",
            Vpcs = args.Vpcs.Select(vpc => new ZoneVpcArgs { VpcId = vpc, VpcRegion = args.Scope.Region }).ToArray(),
            // The state does not contain the records of external-dns, with which the zone could not be deleted.
            ForceDestroy = true,
        }, new() { Parent = this });
        (Id, Arn) = (zone.ZoneId, zone.Arn);

        RegisterOutputs();
    }

    /// <summary>Id of the zone.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>ARN of the zone.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }
}
