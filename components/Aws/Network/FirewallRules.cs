using System.Net;
using K8tre.Components.Egress;
using Pulumi.Aws.NetworkFirewall;
using Pulumi.Aws.NetworkFirewall.Inputs;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="FirewallRules"/>.</summary>
public sealed record FirewallRulesArgs
{
    /// <summary>Range of the VPC.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Names that outbound traffic may have as its destination.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>ARN of the KMS key that encrypts the rules.</summary>
    public required Input<string> Key { get; init; }
}

/// <summary>Policy of a firewall: it allows a list of names, each for a reason, and denies everything else.</summary>
/// <remarks>
/// https://github.com/aws/aws-security-services-best-practices/blob/main/docs/en/guides/network-firewall
/// </remarks>
public sealed class FirewallRules : ComponentResource
{
    // The capacity is fixed when the group is created: one for each rule. Unused capacity costs nothing.
    private const int Capacity = 2000;

    /// <summary>
    /// Type of encryption with a KMS key of the account:
    /// https://docs.aws.amazon.com/network-firewall/latest/developerguide/kms-encryption-at-rest.html
    /// </summary>
    internal const string CustomerManagedKey = "CUSTOMER_KMS";

    private const string StrictOrder = "STRICT_ORDER";

    /// <summary>Creates the policy.</summary>
    public FirewallRules(string name, FirewallRulesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:FirewallRules", name, options)
    {
        var group = new RuleGroup($"{name}-names", new()
        {
            Description = "Names that leave a network, and nothing else.",
            Type = "STATEFUL",
            Capacity = Capacity,
            RuleGroupConfiguration = new RuleGroupRuleGroupArgs
            {
                RulesSource = new RuleGroupRuleGroupRulesSourceArgs { RulesString = SuricataRules.For(args.Egress) },
                StatefulRuleOptions = new RuleGroupRuleGroupStatefulRuleOptionsArgs { RuleOrder = StrictOrder },
            },
            EncryptionConfiguration = new RuleGroupEncryptionConfigurationArgs { Type = CustomerManagedKey, KeyId = args.Key },
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
                    // The firewall rejects a connection whose start it has not seen, so that the client starts a new one.
                    StreamExceptionPolicy = "REJECT",
                },
                // These actions wait for a complete client hello, which takes two packets with post-quantum key exchange.
                StatefulDefaultActions = { "aws:drop_established_app_layer_to_server", "aws:alert_established_app_layer_to_server" },
                StatefulRuleGroupReferences =
                {
                    new FirewallPolicyFirewallPolicyStatefulRuleGroupReferenceArgs { Priority = 1, ResourceArn = group.Arn },
                },
                PolicyVariables = new FirewallPolicyFirewallPolicyPolicyVariablesArgs
                {
                    RuleVariables =
                    {
                        new FirewallPolicyFirewallPolicyPolicyVariablesRuleVariableArgs
                        {
                            Key = "HOME_NET",
                            IpSet = new FirewallPolicyFirewallPolicyPolicyVariablesRuleVariableIpSetArgs
                            {
                                Definitions = { args.Range.ToString() },
                            },
                        },
                    },
                },
            },
            EncryptionConfiguration = new FirewallPolicyEncryptionConfigurationArgs { Type = CustomerManagedKey, KeyId = args.Key },
            Tags = { ["Name"] = name },
        }, new() { Parent = this }).Arn;

        RegisterOutputs();
    }

    /// <summary>ARN of the firewall policy.</summary>
    [Output("policyArn")]
    public Output<string> PolicyArn { get; private set; }
}
