using System.Collections.Immutable;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Route53;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="PublicZone"/>.</summary>
public sealed record PublicZoneArgs
{
    /// <summary>Account and region of the platform.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Days that the log of questions is kept: a number that CloudWatch offers. Default: 365.</summary>
    public int LogDays { get; init; } = 365;

    /// <summary>Domain name of the zone.</summary>
    public required string Domain { get; init; }
}

/// <summary>
/// Public hosted zone for the validation of certificates, signed and with a log of questions. The owner of the parent domain delegates the
/// domain to its name servers, and publishes its DS record.
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
        var scope = args.Scope with { Region = args.Scope.ZoneRegion };
        DsRecord = new ZoneSigning(
            $"{name}-signing", new() { Scope = scope, ZoneId = zone.ZoneId }, new() { Parent = this }).DsRecord;
        _ = new ZoneQueryLog(
            $"{name}-log", new() { Scope = scope, ZoneId = zone.ZoneId, RetentionDays = args.LogDays }, new() { Parent = this });

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

    /// <summary>Value of the domain's DS record, for the parent zone.</summary>
    [Output("dsRecord")]
    public Output<string> DsRecord { get; private set; }
}
