using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Kms;
using Pulumi.Aws.Route53;
using KeyAlias = Pulumi.Aws.Kms.Alias;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="ZoneSigning"/>.</summary>
public sealed record ZoneSigningArgs
{
    /// <summary>Account, with the region of Route 53's keys: <see cref="AwsScope.ZoneRegion"/>.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the hosted zone.</summary>
    public required Input<string> ZoneId { get; init; }
}

/// <summary>
/// Signatures of a public zone (DNSSEC), by a key in KMS. Resolvers check them once the owner of the parent domain has published the DS
/// record. Until then, the signatures change nothing.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html,
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html#KMS-key-policy-for-DNSSEC
/// </remarks>
public sealed class ZoneSigning : ComponentResource
{
    /// <summary>Creates the key and signs the zone.</summary>
    public ZoneSigning(string name, ZoneSigningArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ZoneSigning", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });
        // Without its key, a zone whose DS record is published does not resolve any more.
        var key = new Key($"{name}-key", new()
        {
            Region = scope.Region,
            Description = $"Signs the zone of {name}",
            Policy = PolicyDocument.Json(KeyPolicy.Administration(scope), ByZones(scope), GrantByZones),
            KeyUsage = "SIGN_VERIFY",
            // The only kind that Route 53 accepts. KMS does not rotate it: a new key needs a new DS record.
            CustomerMasterKeySpec = "ECC_NIST_P256",
            DeletionWindowInDays = 30,
        }, new() { Parent = this, Protect = true });
        var alias = $"alias/{name.Replace('.', '-')}";
        _ = new KeyAlias($"{name}-alias", new() { Region = scope.Region, Name = alias, TargetKeyId = key.Id }, inside);
        var signer = new KeySigningKey($"{name}-signer", new()
        {
            Name = "zone",
            HostedZoneId = args.ZoneId,
            KeyManagementServiceArn = key.Arn,
        }, inside);
        _ = new HostedZoneDnsSec(name, new() { HostedZoneId = args.ZoneId }, new() { Parent = this, DependsOn = { signer } });
        DsRecord = signer.DsRecord;

        RegisterOutputs();
    }

    /// <summary>Value of the DS record, which the owner of the parent domain publishes.</summary>
    [Output("dsRecord")]
    public Output<string> DsRecord { get; private set; }

    private static PolicyPrincipal Route53 => PolicyPrincipal.Service("dnssec-route53");

    private static PolicyStatement ByZones(AwsScope scope) => new()
    {
        Sid = "ByZones",
        Principals = [Route53],
        Actions = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Conditions =
        [
            PolicyCondition.Is("aws:SourceAccount", scope.AccountId),
            new("ArnLike", "aws:SourceArn", $"arn:{scope.Partition}:route53:::hostedzone/*"),
        ],
    };

    private static PolicyStatement GrantByZones { get; } = new()
    {
        Sid = "GrantByZones",
        Principals = [Route53],
        Actions = ["kms:CreateGrant"],
        Conditions = [new("Bool", "kms:GrantIsForAWSResource", "true")],
    };
}
