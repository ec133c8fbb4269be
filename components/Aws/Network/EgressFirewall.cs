using System.Net;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Egress;
using Pulumi.Aws.NetworkFirewall;
using Pulumi.Aws.NetworkFirewall.Inputs;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="EgressFirewall"/>.</summary>
public sealed record EgressFirewallArgs
{
    /// <summary>Id of the network.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Addresses of the network.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Ids of its subnets, one in each zone. Nothing else is in them.</summary>
    public required IReadOnlyList<Output<string>> Subnets { get; init; }

    /// <summary>Names that leave the network.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Whether AWS refuses to delete it, and to change its policy or its subnets for others.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>Where it logs.</summary>
    public required LogGroupSettings Logs { get; init; }
}

/// <summary>A firewall with an endpoint in each zone, to which routes lead what leaves: by name, and nothing by default.</summary>
/// <remarks>https://docs.aws.amazon.com/network-firewall/latest/developerguide/what-is-aws-network-firewall.html</remarks>
public sealed class EgressFirewall : ComponentResource
{
    /// <summary>Encrypted with a key of the account: https://docs.aws.amazon.com/network-firewall/latest/developerguide/kms-encryption-at-rest.html</summary>
    internal const string OwnKey = "CUSTOMER_KMS";

    /// <summary>Makes the firewall.</summary>
    public EgressFirewall(string name, EgressFirewallArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EgressFirewall", name, options)
    {
        var rules = new FirewallRules($"{name}-rules", args.Range, args.Egress, args.Logs.Key, new() { Parent = this });
        var firewall = new Firewall(name, new()
        {
            Description = "What leaves a network passes here.",
            VpcId = args.Network,
            FirewallPolicyArn = rules.PolicyArn,
            SubnetMappings = args.Subnets.Select(subnet => new FirewallSubnetMappingArgs { SubnetId = subnet }).ToArray(),
            DeleteProtection = args.IsProtected,
            FirewallPolicyChangeProtection = args.IsProtected,
            SubnetChangeProtection = args.IsProtected,
            EncryptionConfiguration = new FirewallEncryptionConfigurationArgs { Type = OwnKey, KeyId = args.Logs.Key },
            Tags = { ["Name"] = name },
        }, new() { Parent = this });
        var logging = new LoggingConfiguration($"{name}-logging", new()
        {
            FirewallArn = firewall.Arn,
            LoggingConfig = new LoggingConfigurationLoggingConfigurationArgs { LogDestinationConfigs = { Log("ALERT"), Log("FLOW") } },
        }, new() { Parent = this });

        // Once it logs: routes lead to it only then.
        var statuses = Output.Tuple(firewall.FirewallStatuses, logging.Id).Apply(ready => ready.Item1);
        Endpoints =
        [
            .. args.Subnets.Select(subnet => Output.Tuple(statuses, subnet).Apply(known => known.Item1[0].SyncStates
                .SelectMany(state => state.Attachments).Single(attachment => attachment.SubnetId == known.Item2).EndpointId)),
        ];

        RegisterOutputs();

        LoggingConfigurationLoggingConfigurationLogDestinationConfigArgs Log(string type) => new()
        {
            LogType = type,
            LogDestinationType = "CloudWatchLogs",
            LogDestination = { ["logGroup"] = args.Logs.Group($"{name}-{type.ToLowerInvariant()}", this).Name },
        };
    }

    /// <summary>Ids of the endpoint in each subnet, in their order. Known once it logs what passes.</summary>
    public IReadOnlyList<Output<string>> Endpoints { get; }
}
