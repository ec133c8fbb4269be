using System.Net;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Egress;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.NetworkFirewall;
using Pulumi.Aws.NetworkFirewall.Inputs;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="EgressFirewall"/>.</summary>
public sealed record EgressFirewallArgs
{
    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Range of the VPC.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Ids of the firewall's subnets, one in each zone. Nothing else is in them.</summary>
    public required IReadOnlyList<Output<string>> Subnets { get; init; }

    /// <summary>Names that outbound traffic may have as its destination.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Indicates that AWS refuses to delete the firewall and to replace its policy.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>Log groups of the firewall.</summary>
    public required LogGroupSettings Logs { get; init; }

    /// <summary>Resources that must exist before the firewall, such as the routing of its subnets. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Firewall with an endpoint in each zone, the target of routes for outbound traffic. It allows names, and denies by default.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/network-firewall/latest/developerguide/what-is-aws-network-firewall.html</remarks>
public sealed class EgressFirewall : ComponentResource
{
    /// <summary>Creates the firewall.</summary>
    public EgressFirewall(string name, EgressFirewallArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EgressFirewall", name, options)
    {
        var rules = new FirewallRules($"{name}-rules", new()
        {
            Range = args.Range,
            Egress = args.Egress,
            Key = args.Logs.Key,
        }, new() { Parent = this });
        var firewall = new Firewall(name, new()
        {
            Description = "What leaves a network passes here.",
            VpcId = args.VpcId,
            FirewallPolicyArn = rules.PolicyArn,
            SubnetMappings = args.Subnets.Select(subnet => new FirewallSubnetMappingArgs { SubnetId = subnet }).ToArray(),
            DeleteProtection = args.IsProtected,
            FirewallPolicyChangeProtection = args.IsProtected,
            // A network can get another zone, and the firewall its subnet.
            SubnetChangeProtection = false,
            EncryptionConfiguration = new FirewallEncryptionConfigurationArgs
            {
                Type = FirewallRules.CustomerManagedKey,
                KeyId = args.Logs.Key,
            },
            Tags = { ["Name"] = name },
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] });
        _ = new LoggingConfiguration($"{name}-logging", new()
        {
            FirewallArn = firewall.Arn,
            LoggingConfig = new LoggingConfigurationLoggingConfigurationArgs
            {
                LogDestinationConfigs = { CreateLog("ALERT"), CreateLog("FLOW") },
            },
        }, new() { Parent = this });
        Endpoints =
        [
            .. args.Subnets.Select(subnet => Output.Tuple(firewall.FirewallStatuses, subnet).Apply(known => known.Item1[0].SyncStates
                .SelectMany(state => state.Attachments).Single(attachment => attachment.SubnetId == known.Item2).EndpointId)),
        ];

        RegisterOutputs();

        LoggingConfigurationLoggingConfigurationLogDestinationConfigArgs CreateLog(string type)
        {
            var log = $"{name}-{type.ToLowerInvariant()}";
            return new()
            {
                LogType = type,
                LogDestinationType = "CloudWatchLogs",
                LogDestination = { ["logGroup"] = new LogGroup($"{log}-log-group", args.Logs.ToArgs(log), new() { Parent = this }).Name },
            };
        }
    }

    /// <summary>Ids of the endpoint in each subnet, in the order of the subnets.</summary>
    public IReadOnlyList<Output<string>> Endpoints { get; }
}
