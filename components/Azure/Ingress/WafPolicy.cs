using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Ingress;

/// <summary>What a public gateway turns away: known attacks, known bots, and whoever asks too often.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules,
/// https://learn.microsoft.com/azure/web-application-firewall/ag/rate-limiting-configure
/// </remarks>
public sealed class WafPolicy : ComponentResource
{
    // The largest that the service knows: notebooks with pictures are saved in one piece.
    // https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-waf-request-size-limits
    private const int BodyKiB = 2000;

    /// <summary>Makes the policy.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="requestsPerMinute">How many requests one address may send in a minute.</param>
    /// <param name="options">Resource options.</param>
    public WafPolicy(string name, AzureScope scope, int requestsPerMinute, ComponentResourceOptions? options = null)
        : base("k8tre:azure:WafPolicy", name, options)
    {
        Id = new WebApplicationFirewallPolicy(name, new()
        {
            PolicyName = $"waf-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            PolicySettings = new PolicySettingsArgs
            {
                State = WebApplicationFirewallEnabledState.Enabled,
                Mode = WebApplicationFirewallMode.Prevention,
                RequestBodyCheck = true,
                RequestBodyEnforcement = true,
                MaxRequestBodySizeInKb = BodyKiB,
            },
            ManagedRules = new ManagedRulesDefinitionArgs
            {
                ManagedRuleSets =
                {
                    new ManagedRuleSetArgs { RuleSetType = "Microsoft_DefaultRuleSet", RuleSetVersion = Versions.AzureWafRules },
                    new ManagedRuleSetArgs { RuleSetType = "Microsoft_BotManagerRuleSet", RuleSetVersion = Versions.AzureWafBotRules },
                },
            },
            CustomRules =
            {
                new WebApplicationFirewallCustomRuleArgs
                {
                    Name = "RequestsOfOneAddress",
                    Priority = 10,
                    RuleType = WebApplicationFirewallRuleType.RateLimitRule,
                    Action = WebApplicationFirewallAction.Block,
                    RateLimitDuration = ApplicationGatewayFirewallRateLimitDuration.OneMin,
                    RateLimitThreshold = requestsPerMinute,
                    GroupByUserSession = { new GroupByUserSessionArgs { GroupByVariables = { new GroupByVariableArgs { VariableName = ApplicationGatewayFirewallUserSessionVariable.ClientAddr } } } },
                    // Of every address: a rule has to match something, and this one does not match what nobody has.
                    MatchConditions =
                    {
                        new MatchConditionArgs
                        {
                            MatchVariables = { new MatchVariableArgs { VariableName = WebApplicationFirewallMatchVariable.RemoteAddr } },
                            Operator = WebApplicationFirewallOperator.IPMatch,
                            NegationConditon = true,
                            MatchValues = { "255.255.255.255/32" },
                        },
                    },
                },
            },
        }, new() { Parent = this }).Id;

        RegisterOutputs();
    }

    /// <summary>Id of the policy.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
