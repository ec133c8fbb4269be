using System.Collections.Immutable;
using Pulumi.Aws.Route53;

namespace K8tre.Components.Aws.Ingress;

/// <summary>A public DNS zone, in which certificates prove their domain. Whoever owns the domain above delegates it to these name servers.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/CreatingHostedZone.html</remarks>
public sealed class PublicZone : ComponentResource
{
    /// <summary>Makes the zone.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="domain">Name of the zone.</param>
    /// <param name="options">Resource options.</param>
    public PublicZone(string name, string domain, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PublicZone", name, options)
    {
        // Another zone of the same name has other name servers, to which nobody has delegated.
        var zone = new Zone(name, new() { Name = domain, Comment = "Proves to others whose the domain is." }, new() { Parent = this, Protect = true });
        (Id, Arn, NameServers) = (zone.ZoneId, zone.Arn, zone.NameServers);

        RegisterOutputs();
    }

    /// <summary>Id of the zone.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Its ARN, on which rights are given.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    /// <summary>Names of the servers to which the domain is delegated.</summary>
    [Output("nameServers")]
    public Output<ImmutableArray<string>> NameServers { get; private set; }
}
