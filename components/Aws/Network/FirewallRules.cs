using System.Net;
using K8tre.Components.Egress;
using Pulumi.Aws.NetworkFirewall;
using Pulumi.Aws.NetworkFirewall.Inputs;

namespace K8tre.Components.Aws.Network;

/// <summary>The firewall's policy: a list of names, each with its reason, and nothing else leaves.</summary>
/// <remarks>
/// https://github.com/aws/aws-security-services-best-practices/blob/main/docs/en/guides/network-firewall/firewall-policy-configuration/docs/index.md
/// </remarks>
public sealed class FirewallRules : ComponentResource
{
    // Fixed when the group is made, one for each rule; what is not used costs nothing.
    private const int Capacity = 2000;

    private const string StrictOrder = "STRICT_ORDER";

    /// <summary>Makes the policy of a network.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="range">Addresses of the network.</param>
    /// <param name="egress">Names that leave it.</param>
    /// <param name="key">ARN of the KMS key that encrypts the rules.</param>
    /// <param name="options">Resource options.</param>
    public FirewallRules(string name, IPNetwork range, IReadOnlyList<EgressRule> egress, Input<string> key, ComponentResourceOptions? options = null)
        : base("k8tre:aws:FirewallRules", name, options)
    {
        var group = new RuleGroup($"{name}-names", new()
        {
            Description = "Names that leave a network, and nothing else.",
            Type = "STATEFUL",
            Capacity = Capacity,
            RuleGroupConfiguration = new RuleGroupRuleGroupArgs
            {
                RulesSource = new RuleGroupRuleGroupRulesSourceArgs { RulesString = SuricataRules.For(egress) },
                StatefulRuleOptions = new RuleGroupRuleGroupStatefulRuleOptionsArgs { RuleOrder = StrictOrder },
            },
            EncryptionConfiguration = new RuleGroupEncryptionConfigurationArgs { Type = EgressFirewall.OwnKey, KeyId = key },
            Tags = { ["Name"] = name },
        }, new() { Parent = this });

        PolicyArn = new FirewallPolicy(name, new()
        {
            Description = "Denies what no rule lets through, and reports it.",
            FirewallPolicyConfiguration = new FirewallPolicyFirewallPolicyArgs
            {
                StatelessDefaultActions = { "aws:forward_to_sfe" },
                StatelessFragmentDefaultActions = { "aws:forward_to_sfe" },
                StatefulEngineOptions = new FirewallPolicyFirewallPolicyStatefulEngineOptionsArgs
                {
                    RuleOrder = StrictOrder,
                    // Of a connection whose beginning it has not seen, it lets nothing through, and tells the client to begin again.
                    StreamExceptionPolicy = "REJECT",
                },
                // These wait for a whole client hello, which fills two packets where keys are safe from quantum computers.
                StatefulDefaultActions = { "aws:drop_established_app_layer_to_server", "aws:alert_established_app_layer_to_server" },
                StatefulRuleGroupReferences = { new FirewallPolicyFirewallPolicyStatefulRuleGroupReferenceArgs { Priority = 1, ResourceArn = group.Arn } },
                PolicyVariables = new FirewallPolicyFirewallPolicyPolicyVariablesArgs
                {
                    RuleVariables =
                    {
                        new FirewallPolicyFirewallPolicyPolicyVariablesRuleVariableArgs
                        {
                            Key = "HOME_NET",
                            IpSet = new FirewallPolicyFirewallPolicyPolicyVariablesRuleVariableIpSetArgs { Definitions = { range.ToString() } },
                        },
                    },
                },
            },
            EncryptionConfiguration = new FirewallPolicyEncryptionConfigurationArgs { Type = EgressFirewall.OwnKey, KeyId = key },
            Tags = { ["Name"] = name },
        }, new() { Parent = this }).Arn;

        RegisterOutputs();
    }

    /// <summary>ARN of the policy.</summary>
    [Output("policyArn")]
    public Output<string> PolicyArn { get; private set; }
}
