using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Ingress;

/// <summary>Inputs of <see cref="WafPolicy"/>.</summary>
public sealed record WafPolicyArgs
{
    /// <summary>Scope of the policy.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Requests per minute that one client address may send.</summary>
    public required int RequestsPerMinute { get; init; }
}

/// <summary>Web application firewall policy that blocks known attacks, known bots, and clients that send too many requests.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules,
/// https://learn.microsoft.com/azure/web-application-firewall/ag/rate-limiting-configure
/// </remarks>
public sealed class WafPolicy : ComponentResource
{
    // The maximum of the service: a notebook with pictures is saved in one request.
    // https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-waf-request-size-limits
    private const int BodyKiB = 2000;

    /// <summary>Creates the policy.</summary>
    public WafPolicy(string name, WafPolicyArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:WafPolicy", name, options)
    {
        Id = new WebApplicationFirewallPolicy(name, new()
        {
            PolicyName = $"waf-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
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
                    RateLimitThreshold = args.RequestsPerMinute,
                    GroupByUserSession =
                    {
                        new GroupByUserSessionArgs
                        {
                            GroupByVariables = { new GroupByVariableArgs { VariableName = ApplicationGatewayFirewallUserSessionVariable.ClientAddr } },
                        },
                    },
                    // A rule needs a condition. This one matches every address but one that no client has.
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
