using System.Collections.Immutable;
using Pulumi.Aws.Route53;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="PublicZone"/>.</summary>
public sealed record PublicZoneArgs
{
    /// <summary>Domain name of the zone.</summary>
    public required string Domain { get; init; }
}

/// <summary>
/// Public hosted zone for the validation of certificates. The owner of the parent domain delegates the domain to its name servers.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/CreatingHostedZone.html</remarks>
public sealed class PublicZone : ComponentResource
{
    /// <summary>Creates the zone.</summary>
    public PublicZone(string name, PublicZoneArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PublicZone", name, options)
    {
        // A new zone of the same name would have other name servers, without a delegation.
        var zone = new Zone(
            name, new() { Name = args.Domain, Comment = "Proves to others whose the domain is." }, new() { Parent = this, Protect = true });
        (Id, Arn, NameServers) = (zone.ZoneId, zone.Arn, zone.NameServers);

        RegisterOutputs();
    }

    /// <summary>Id of the zone.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>ARN of the zone.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    /// <summary>Name servers that the domain is delegated to.</summary>
    [Output("nameServers")]
    public Output<ImmutableArray<string>> NameServers { get; private set; }
}
