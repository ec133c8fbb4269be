using System.Net;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure;

/// <summary>The firewall's policy: a list of names, each with its reason, and nothing else leaves.</summary>
/// <remarks>https://learn.microsoft.com/azure/firewall/policy-rule-sets</remarks>
public sealed class FirewallRules : ComponentResource
{
    /// <summary>Makes the policy of a hub.</summary>
    public FirewallRules(string name, HubNetworkArgs hub, ComponentResourceOptions? options = null)
        : base("k8tre:azure:FirewallRules", name, options)
    {
        var policy = new FirewallPolicy(name, new()
        {
            FirewallPolicyName = $"afwp-{name}",
            ResourceGroupName = hub.Site.ResourceGroup,
            Location = hub.Site.Region,
            Sku = new FirewallPolicySkuArgs { Tier = FirewallPolicySkuTier.Standard },
            ThreatIntelMode = AzureFirewallThreatIntelMode.Deny,
        }, new() { Parent = this });

        var group = new FirewallPolicyRuleCollectionGroup($"{name}-egress", new()
        {
            RuleCollectionGroupName = "egress",
            FirewallPolicyName = policy.Name,
            ResourceGroupName = hub.Site.ResourceGroup,
            Priority = 200,
            RuleCollections =
            {
                Collection("resolvers", 200, [Resolvers(hub.Addresses.AddressSpace)]),
                Collection("clusters", 300, [.. hub.Egress.Select(rule => Names(rule, hub.Addresses.AddressSpace))]),
                Collection("operators", 400, [.. AzureEgress.Operators.Select(rule => Names(rule, hub.Addresses.Operators))]),
            },
        }, new() { Parent = this });

        // Once the rules are there: the firewall takes them with the policy, and routes lead to it only then.
        PolicyId = Output.Tuple(policy.Id, group.Id).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the policy. Known once its rules are there.</summary>
    [Output("policyId")]
    public Output<string> PolicyId { get; private set; }

    private static FirewallPolicyFilterRuleCollectionArgs Collection(string name, int priority, object[] rules) => new()
    {
        Name = name,
        Priority = priority,
        RuleCollectionType = "FirewallPolicyFilterRuleCollection",
        Action = new FirewallPolicyFilterRuleCollectionActionArgs { Type = FirewallPolicyFilterRuleCollectionActionType.Allow },
        Rules = rules,
    };

    private static ApplicationRuleArgs Names(EgressRule rule, IPNetwork from)
    {
        var names = new ApplicationRuleArgs
        {
            Name = rule.Name,
            Description = $"{rule.Reason}: {rule.Source}",
            RuleType = "ApplicationRule",
            SourceAddresses = { from.ToString() },
            Protocols = { new FirewallPolicyRuleApplicationProtocolArgs { ProtocolType = FirewallPolicyRuleApplicationProtocolType.Https, Port = 443 } },
        };
        if (rule.Tag is { } tag)
            names.FqdnTags.Add(tag);
        else
            names.TargetFqdns = rule.Fqdns.ToArray();
        return names;
    }

    private static NetworkRuleArgs Resolvers(IPNetwork from) => new()
    {
        Name = "public-resolvers",
        Description = "cert-manager asks whether a DNS challenge has spread: https://cert-manager.io/docs/configuration/acme/dns01/",
        RuleType = "NetworkRule",
        SourceAddresses = { from.ToString() },
        DestinationAddresses = Egress.Resolvers.ToArray(),
        DestinationPorts = { "53" },
        IpProtocols = { FirewallPolicyRuleNetworkProtocol.UDP, FirewallPolicyRuleNetworkProtocol.TCP },
    };
}
