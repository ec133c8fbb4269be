using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.Azure.Ingress;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Tests.Azure.Ingress;

public sealed class ApplicationGatewayTests
{
    private static readonly AddressPlan Addresses = AzureComponents.Addresses;

    [Fact]
    public async Task Each_listener_serves_its_domain_and_the_names_below_it_with_its_own_certificate()
    {
        var gateway = await GatewayAsync();

        var listener = Named(gateway, "httpListeners", "dev-https");
        Assert.Equal("""["dev.tre.example.org","*.dev.tre.example.org"]""", listener["hostNames"]!.ToJsonString());
        Assert.EndsWith(
            "/applicationGateways/agw-gateway/sslCertificates/dev",
            (string)listener.At("sslCertificate.id")!,
            StringComparison.Ordinal);
        Assert.Equal(
            "https://kv-certificates.vault.azure.net/secrets/tls-dev",
            (string?)Named(gateway, "sslCertificates", "dev")["keyVaultSecretId"]);
    }

    // "*.tre.example.org" also matches portal.dev.tre.example.org.
    [Fact]
    public async Task A_domain_below_another_one_is_matched_first()
    {
        var rules = (await GatewayAsync())["requestRoutingRules"]!.AsArray();

        Assert.Equal(["dev", "prd"], rules.OrderBy(rule => (double)rule!["priority"]!).Select(rule => (string?)rule!["name"]));
    }

    [Fact]
    public async Task The_gateway_inside_the_cluster_gets_the_original_host_name_over_TLS()
    {
        var gateway = await GatewayAsync();

        Assert.Equal("gw.dev.tre.example.org", (string?)Named(gateway, "backendAddressPools", "dev").At("backendAddresses.0.fqdn"));
        var settings = Named(gateway, "backendHttpSettingsCollection", "dev");
        Assert.Equal(("Https", 443, null), ((string?)settings["protocol"], (int)(double)settings["port"]!, (string?)settings["hostName"]));
        Assert.False((bool)settings["pickHostNameFromBackendAddress"]!);
        Assert.Equal(
            ("Https", "gw.dev.tre.example.org"),
            ((string?)Named(gateway, "probes", "dev")["protocol"], (string?)Named(gateway, "probes", "dev")["host"]));
    }

    [Fact]
    public async Task The_CA_of_a_cluster_is_trusted_for_its_listener_only()
    {
        var gateway = await GatewayAsync(args => args with
        {
            Listeners = [args.Listeners[0] with { BackendRoot = "Y2E=" }, args.Listeners[1]],
        });

        Assert.Equal("Y2E=", (string?)Assert.Single(gateway["trustedRootCertificates"]!.AsArray())!["data"]);
        Assert.Single(Named(gateway, "backendHttpSettingsCollection", "prd")["trustedRootCertificates"]!.AsArray());
        Assert.Null(Named(gateway, "backendHttpSettingsCollection", "dev")["trustedRootCertificates"]);
    }

    [Fact]
    public async Task It_supports_TLS_1_2_and_later_and_HTTP_2()
    {
        var gateway = await GatewayAsync();

        Assert.Equal(
            ("Predefined", "AppGwSslPolicy20220101S"),
            ((string?)gateway.At("sslPolicy.policyType"), (string?)gateway.At("sslPolicy.policyName")));
        Assert.True((bool)gateway["enableHttp2"]!);
    }

    [Fact]
    public async Task It_has_a_web_application_firewall_in_every_zone_and_scales_within_bounds()
    {
        var gateway = await GatewayAsync(args => args with { MinInstances = 3, MaxInstances = 20 });

        Assert.Equal(("WAF_v2", "gateway-firewall-id"), ((string?)gateway.At("sku.tier"), (string?)gateway.At("firewallPolicy.id")));
        Assert.Equal(
            (3, 20),
            (
                (int)(double)gateway.At("autoscaleConfiguration.minCapacity")!,
                (int)(double)gateway.At("autoscaleConfiguration.maxCapacity")!));
        Assert.Equal("""["1","2","3"]""", gateway["zones"]!.ToJsonString());
    }

    [Fact]
    public async Task Attacks_bots_and_floods_are_blocked_and_not_only_logged()
    {
        var policy = (await GraphAsync()).OfType("azure-native:network:WebApplicationFirewallPolicy")["gateway-firewall"];

        Assert.Equal(("Prevention", "Enabled"), ((string?)policy.At("policySettings.mode"), (string?)policy.At("policySettings.state")));
        Assert.True((bool)policy.At("policySettings.requestBodyCheck")!);
        Assert.Equal(
            [("Microsoft_DefaultRuleSet", Versions.AzureWafRules), ("Microsoft_BotManagerRuleSet", Versions.AzureWafBotRules)],
            policy.At("managedRules.managedRuleSets")!
                .AsArray()
                .Select(set => ((string)set!["ruleSetType"]!, (string)set["ruleSetVersion"]!)));
        Assert.Null(policy.At("managedRules.managedRuleSets.0.ruleGroupOverrides"));
        var limit = policy.At("customRules.0")!;
        Assert.Equal(
            ("RateLimitRule", "Block", "OneMin", 3000, "ClientAddr"),
            (
                (string?)limit["ruleType"],
                (string?)limit["action"],
                (string?)limit["rateLimitDuration"],
                (int)(double)limit["rateLimitThreshold"]!,
                (string?)limit.At("groupByUserSession.0.groupByVariables.0.variableName")));
    }

    [Fact]
    public async Task HTTP_is_closed_unless_it_is_requested()
    {
        var gateway = await GatewayAsync();

        Assert.Equal([443], gateway["frontendPorts"]!.AsArray().Select(port => (int)(double)port!["port"]!));
        Assert.All(gateway["httpListeners"]!.AsArray(), listener => Assert.Equal("Https", (string?)listener!["protocol"]));
        Assert.Equal("443", (await GraphAsync()).Allowed("gateway-subnet-nsg", "Inbound")["users"].Ports);
    }

    [Fact]
    public async Task HTTP_is_redirected_permanently_to_HTTPS_on_request()
    {
        var graph = await GraphAsync(args => args with { RedirectsHttp = true });
        var gateway = graph.OfType("azure-native:network:ApplicationGateway")["gateway"];

        Assert.Equal("80 443", graph.Allowed("gateway-subnet-nsg", "Inbound")["users"].Ports);
        Assert.All(["dev", "prd"], site =>
        {
            var redirect = Named(gateway, "redirectConfigurations", site);
            Assert.Equal("Permanent", (string?)redirect["redirectType"]);
            Assert.EndsWith($"/httpListeners/{site}-https", (string)redirect.At("targetListener.id")!, StringComparison.Ordinal);
            Assert.EndsWith(
                $"/redirectConfigurations/{site}",
                (string)Named(gateway, "requestRoutingRules", $"{site}-http").At("redirectConfiguration.id")!,
                StringComparison.Ordinal);
        });
        var priorities = gateway["requestRoutingRules"]!.AsArray().Select(rule => (double)rule!["priority"]!).ToArray();
        Assert.Equal(priorities.Length, priorities.Distinct().Count());
    }

    [Fact]
    public async Task It_accepts_HTTPS_from_the_internet_and_reaches_only_clusters_and_its_vault()
    {
        var graph = await GraphAsync();
        var (into, outOf) = (graph.Allowed("gateway-subnet-nsg", "Inbound"), graph.Allowed("gateway-subnet-nsg", "Outbound"));

        Assert.Equal(new("Internet", "10.64.2.0/24", "443", "Tcp"), into["users"]);
        Assert.Equal(new("GatewayManager", "*", "65200-65535", "Tcp"), into["control-plane"]);
        Assert.Equal(new("10.64.2.0/24", "10.64.48.0/26 10.64.80.0/26 10.64.112.0/26", "443", "Tcp"), outOf["clusters"]);
        Assert.Equal(["clusters", "vault", "within"], outOf.Keys.Order());
        Assert.Null(graph.OfType("azure-native:network:Subnet")["gateway-subnet"]["routeTable"]);
    }

    [Fact]
    public async Task It_accepts_connections_from_the_given_ranges_only() => Assert.Equal(
        "198.51.100.0/24",
        (await GraphAsync(args => args with
        {
            AllowInbound = [IPNetwork.Parse("198.51.100.0/24")],
        })).Allowed("gateway-subnet-nsg", "Inbound")["users"].From);

    [Fact]
    public async Task Its_identity_has_only_the_role_to_read_secrets_of_its_vault()
    {
        var graph = await GraphAsync();

        var role = graph.OfType("azure-native:authorization:RoleAssignment")["gateway-identity-certificates"];
        Assert.EndsWith(BuiltInRole.KeyVaultSecretsUser.Id, (string)role["roleDefinitionId"]!, StringComparison.Ordinal);
        Assert.Equal("certificates-id", (string?)role["scope"]);
        Assert.Single(graph.OfType("azure-native:authorization:RoleAssignment"));
        Assert.Equal(
            """["gateway-identity-id"]""",
            graph.OfType("azure-native:network:ApplicationGateway")["gateway"].At("identity.userAssignedIdentities")!.ToJsonString());
    }

    [Fact]
    public void A_gateway_without_listeners_is_refused() =>
        Assert.Equal(nameof(ApplicationGatewayArgs.Listeners), Assert.Throws<ArgumentOutOfRangeException>(() => new ApplicationGatewayArgs
        {
            Scope = null!,
            Hub = null!,
            Addresses = null!,
            Zones = null!,
            Vault = null!,
            LogWorkspace = null!,
            Listeners = [],
        }).ParamName);

    private static JsonNode Named(JsonNode gateway, string parts, string name) =>
        gateway[parts]!.AsArray().Single(part => (string?)part!["name"] == name)!;

    private static async Task<JsonNode> GatewayAsync(Func<ApplicationGatewayArgs, ApplicationGatewayArgs>? change = null) =>
        (await GraphAsync(change)).OfType("azure-native:network:ApplicationGateway")["gateway"];

    private static async Task<ResourceGraph> GraphAsync(Func<ApplicationGatewayArgs, ApplicationGatewayArgs>? change = null) =>
        await ResourceGraph.OfAsync(options =>
        {
            var scope = AzureComponents.Scope;
            var hub = new HubNetwork("hub", new()
            {
                Scope = scope,
                Addresses = Addresses,
                Zones = [],
                Egress = [],
                LogWorkspace = AzureComponents.LogWorkspace,
            }, options);
            var vault = new CertificateVault("certificates", new()
            {
                Scope = scope,
                VaultName = "kv-certificates",
                Subnet = hub.EndpointsSubnet,
                Zone = AzureComponents.Zone(options),
                LogWorkspace = AzureComponents.LogWorkspace,
            }, options);
            return new ApplicationGateway("gateway", (change ?? (args => args))(new()
            {
                Scope = scope,
                Hub = hub,
                Addresses = Addresses,
                Zones = ["1", "2", "3"],
                Vault = vault,
                Listeners = [new("prd", "tre.example.org", "tls-prd"), new("dev", "dev.tre.example.org", "tls-dev")],
                LogWorkspace = AzureComponents.LogWorkspace,
            }), options);
        });
}
