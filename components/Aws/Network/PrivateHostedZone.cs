using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Route53;
using Pulumi.Aws.Route53.Inputs;

namespace K8tre.Components.Aws.Network;

/// <summary>A private DNS zone, and the networks that read it. The cluster writes what is in it, and can write it again.</summary>
/// <remarks>
/// external-dns finds it by its domain: https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/externaldns/aws,
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html
/// </remarks>
public sealed class PrivateHostedZone : ComponentResource
{
    /// <summary>Makes the zone.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where the networks are.</param>
    /// <param name="domain">Name of the zone.</param>
    /// <param name="readers">Ids of the networks that read it, one at least.</param>
    /// <param name="options">Resource options.</param>
    public PrivateHostedZone(string name, AwsScope scope, string domain, IReadOnlyList<Output<string>> readers, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PrivateHostedZone", name, options)
    {
        var zone = new Zone(name, new()
        {
            Name = domain,
            Comment = "Names of a platform, seen from its own networks.",
            Vpcs = readers.Select(reader => new ZoneVpcArgs { VpcId = reader, VpcRegion = scope.Region }).ToArray(),
            // The records of external-dns are in no state: with them, a zone cannot be deleted.
            ForceDestroy = true,
        }, new() { Parent = this });
        (Id, Arn) = (zone.ZoneId, zone.Arn);

        RegisterOutputs();
    }

    /// <summary>Id of the zone.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Its ARN, on which rights are given.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }
}
