using System.Net;
using K8tre.Components.Egress;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>The firewall's policy: a list of names, each with its reason, and nothing else leaves; a list of passages, and nothing else crosses.</summary>
/// <remarks>https://learn.microsoft.com/azure/firewall/policy-rule-sets</remarks>
public sealed class FirewallRules : ComponentResource
{
    /// <summary>Makes the policy of a hub.</summary>
    public FirewallRules(string name, HubNetworkArgs hub, ComponentResourceOptions? options = null)
        : base("k8tre:azure:FirewallRules", name, options)
    {
        var policy = new FirewallPolicy(name, Policy(name, hub), new() { Parent = this });

        IPNetwork[] everywhere = [hub.Addresses.AddressSpace, .. hub.SpokesOfOtherStacks];
        var rules = new FirewallPolicyRuleCollectionGroupArgs
        {
            RuleCollectionGroupName = "egress",
            FirewallPolicyName = policy.Name,
            ResourceGroupName = hub.Scope.ResourceGroup,
            Priority = 200,
            RuleCollections =
            {
                Collection("resolvers", 200, [Resolvers(everywhere)]),
                Collection("clusters", 300, [.. hub.Egress.Select(rule => Names(rule, everywhere))]),
                Collection("operators", 400, [.. AzureEgress.Operators.Select(rule => Names(rule, hub.Addresses.Operators))]),
            },
        };
        if (hub.HasPipelines)
            rules.RuleCollections.Add(Collection("pipelines", 500, [.. AzureEgress.Operators.Concat(AzureEgress.Pipelines).Concat(hub.PipelinesEgress).Select(rule => Names(rule, hub.Addresses.Pipelines))]));
        if (hub.SpokeToSpokeRules.Count > 0)
            rules.RuleCollections.Add(Collection("spoke-to-spoke", 600, [.. hub.SpokeToSpokeRules.Select(Crossing)]));
        var group = new FirewallPolicyRuleCollectionGroup($"{name}-egress", rules, new() { Parent = this });

        // Once the rules are there: the firewall takes them with the policy, and routes lead to it only then.
        PolicyId = Output.Tuple(policy.Id, group.Id).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the policy. Known once its rules are there.</summary>
    [Output("policyId")]
    public Output<string> PolicyId { get; private set; }

    private static FirewallPolicyArgs Policy(string name, HubNetworkArgs hub)
    {
        var policy = new FirewallPolicyArgs
        {
            FirewallPolicyName = $"afwp-{name}",
            ResourceGroupName = hub.Scope.ResourceGroup,
            Location = hub.Scope.Region,
            Sku = new FirewallPolicySkuArgs { Tier = hub.HasIntrusionDetection ? FirewallPolicySkuTier.Premium : FirewallPolicySkuTier.Standard },
            ThreatIntelMode = AzureFirewallThreatIntelMode.Deny,
            // Clusters' networks ask it for names: it sees the hub's zones, and its log says who asked for what.
            // https://learn.microsoft.com/azure/firewall/dns-details
            DnsSettings = new DnsSettingsArgs { EnableProxy = true },
            // What crosses keeps its sender's address, also where the address space is not one of the private ones: security groups look at it.
            // https://learn.microsoft.com/azure/firewall/snat-private-range
            Snat = new FirewallPolicySNATArgs { PrivateRanges = { "IANAPrivateRanges", hub.Addresses.AddressSpace.ToString() } },
        };
        if (hub.HasIntrusionDetection)
            policy.IntrusionDetection = new FirewallPolicyIntrusionDetectionArgs { Mode = FirewallPolicyIntrusionDetectionStateType.Deny };
        return policy;
    }

    private static FirewallPolicyFilterRuleCollectionArgs Collection(string name, int priority, object[] rules) => new()
    {
        Name = name,
        Priority = priority,
        RuleCollectionType = "FirewallPolicyFilterRuleCollection",
        Action = new FirewallPolicyFilterRuleCollectionActionArgs { Type = FirewallPolicyFilterRuleCollectionActionType.Allow },
        Rules = rules,
    };

    private static ApplicationRuleArgs Names(EgressRule rule, params IPNetwork[] from)
    {
        var names = new ApplicationRuleArgs
        {
            Name = rule.Name,
            Description = $"{rule.Reason}: {rule.Source}",
            RuleType = "ApplicationRule",
            SourceAddresses = Texts(from),
            Protocols = { new FirewallPolicyRuleApplicationProtocolArgs { ProtocolType = FirewallPolicyRuleApplicationProtocolType.Https, Port = 443 } },
        };
        if (rule.Tag is { } tag)
            names.FqdnTags.Add(tag);
        else
            names.TargetFqdns = rule.Fqdns.ToArray();
        return names;
    }

    private static NetworkRuleArgs Resolvers(params IPNetwork[] from) => new()
    {
        Name = "public-resolvers",
        Description = "cert-manager asks whether a DNS challenge has spread: https://cert-manager.io/docs/configuration/acme/dns01/",
        RuleType = "NetworkRule",
        SourceAddresses = Texts(from),
        DestinationAddresses = K8treEgress.Resolvers.ToArray(),
        DestinationPorts = { "53" },
        IpProtocols = { FirewallPolicyRuleNetworkProtocol.UDP, FirewallPolicyRuleNetworkProtocol.TCP },
    };

    private static NetworkRuleArgs Crossing(SpokeToSpokeRule rule) => new()
    {
        Name = rule.Name,
        Description = rule.Reason,
        RuleType = "NetworkRule",
        SourceAddresses = { rule.From.ToString() },
        DestinationAddresses = { rule.To.ToString() },
        DestinationPorts = { $"{rule.Port}" },
        IpProtocols = { FirewallPolicyRuleNetworkProtocol.TCP },
    };

    private static string[] Texts(IPNetwork[] ranges) => [.. ranges.Select(range => range.ToString())];
}
