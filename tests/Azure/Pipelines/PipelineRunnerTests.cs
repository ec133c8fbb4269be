using System.Text.Json.Nodes;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Pipelines;
using K8tre.Components.Azure.Storage;

namespace K8tre.Tests.Azure.Pipelines;

public sealed class PipelineRunnerTests
{
    [Fact]
    public async Task It_runs_only_while_a_job_waits()
    {
        var trigger = (await ConfigurationAsync())["eventTriggerConfig"]!;

        Assert.Equal((0.0, 2.0), ((double)trigger.At("scale.minExecutions")!, (double)trigger.At("scale.maxExecutions")!));
        Assert.Equal("github-runner", (string?)trigger.At("scale.rules.0.type"));
        Assert.Equal(
            ("example", "tre", "repo"),
            (
                (string?)trigger.At("scale.rules.0.metadata.owner"),
                (string?)trigger.At("scale.rules.0.metadata.repos"),
                (string?)trigger.At("scale.rules.0.metadata.runnerScope")));
    }

    [Fact]
    public async Task The_key_of_the_app_comes_from_the_key_vault_and_is_not_in_the_plan()
    {
        var graph = await GraphAsync();

        AzureComponents.AssertJson(
            """[{"identity":"runner-starter-id","keyVaultUrl":"https://kv.vault.azure.net/secrets/github-app","name":"github-app-key"}]""",
            Json.Of(graph.Requests["runner"].Inputs["configuration"])!["secrets"]);
        var variable = Assert.Single(await VariablesAsync(), variable => (string?)variable["name"] == "APP_PRIVATE_KEY");
        Assert.Equal(("github-app-key", null), ((string?)variable["secretRef"], variable["value"]));
    }

    [Fact]
    public async Task A_job_gets_no_identity_from_the_machine_that_it_runs_on()
    {
        var graph = await GraphAsync();

        AzureComponents.AssertJson(
            """{"type":"UserAssigned","userAssignedIdentities":["runner-starter-id"]}""",
            Json.Of(graph.Requests["runner"].Inputs["identity"]));
        AzureComponents.AssertJson(
            """[{"identity":"runner-starter-id","lifecycle":"None"}]""", (await ConfigurationAsync())["identitySettings"]);
        Assert.DoesNotContain(
            await VariablesAsync(),
            variable => (string?)variable["name"] is "ARM_USE_MSI" or "ARM_CLIENT_ID" or "AZURE_CLIENT_ID" or "ARM_CLIENT_SECRET");
    }

    [Fact]
    public async Task Its_own_identity_pulls_the_image_and_reads_the_key_and_has_no_other_role()
    {
        var graph = await GraphAsync();

        Assert.Equal(("runner-starter-principalId", "AcrPull", "registry-id"), graph.Grant("runner-starter-image"));
        Assert.Equal(("runner-starter-principalId", "Key Vault Secrets User", "/vault"), graph.Grant("runner-starter-key"));
        Assert.Equal(
            ["runner-starter-image", "runner-starter-key"],
            graph.Requests.Values
                .Where(request => request.Type == "azure-native:authorization:RoleAssignment")
                .Select(request => request.Name)
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            ["runner-starter"],
            graph.Requests.Values
                .Where(request => request.Type == "azure-native:managedidentity:UserAssignedIdentity").Select(request => request.Name));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task It_accepts_no_connections_and_runs_in_the_pipelines_subnet()
    {
        var environment = (await GraphAsync()).Requests["runner-environment"].Inputs;

        Assert.Equal("Disabled", environment["publicNetworkAccess"]);
        AzureComponents.AssertJson("""{"infrastructureSubnetId":"/subnet","internal":true}""", Json.Of(environment["vnetConfiguration"]));
        Assert.False((await ConfigurationAsync()).AsObject().ContainsKey("manualTriggerConfig"));
    }

    [Fact]
    public async Task Logs_of_jobs_go_to_the_workspace_without_its_shared_key()
    {
        var graph = await GraphAsync();

        AzureComponents.AssertJson(
            """{"destination":"azure-monitor"}""",
            Json.Of(graph.Requests["runner-environment"].Inputs["appLogsConfiguration"]));
        Assert.Equal("runner-environment-id", graph.Requests["runner-logs"].Inputs["resourceUri"]);
    }

    [Fact]
    public async Task Each_runner_runs_one_job_and_removes_the_key()
    {
        var variables = (await VariablesAsync()).ToDictionary(
            variable => (string)variable["name"]!,
            variable => (string?)variable["value"]);

        Assert.Equal(("true", "true"), (variables["EPHEMERAL"], variables["UNSET_CONFIG_VARS"]));
        Assert.Equal(("https://github.com/example/tre", "azure,private"), (variables["REPO_URL"], variables["LABELS"]));
        Assert.Equal(0.0, (double?)(await ConfigurationAsync())["replicaRetryLimit"]);
    }

    [Fact]
    public async Task Its_image_comes_from_the_registry_of_the_platform()
    {
        var graph = await GraphAsync();

        Assert.Equal(
            "crk8tre.azurecr.io/runner:2.330.0",
            (string?)Json.Of(graph.Requests["runner"].Inputs["template"]).At("containers.0.image"));
        AzureComponents.AssertJson(
            """[{"identity":"runner-starter-id","server":"crk8tre.azurecr.io"}]""",
            (await ConfigurationAsync())["registries"]);
    }

    [Fact]
    public void Its_subnet_reaches_the_key_vault_of_the_apps_key()
    {
        var rule = PipelineRunner.KeyEgress("https://kv.vault.azure.net/secrets/github-app");

        Assert.Equal(["kv.vault.azure.net"], rule.Fqdns);
        Assert.DoesNotContain(rule.Name, AzureEgress.Operators.Concat(AzureEgress.Pipelines).Select(other => other.Name));
    }

    private static async Task<JsonNode> ConfigurationAsync() => Json.Of((await GraphAsync()).Requests["runner"].Inputs["configuration"])!;

    private static async Task<JsonNode[]> VariablesAsync() =>
        [.. Json.Of((await GraphAsync()).Requests["runner"].Inputs["template"])!.At("containers.0.env")!.AsArray().Select(variable =>
            variable!)];

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options =>
    {
        return new PipelineRunner("runner", new()
        {
            Scope = AzureComponents.Scope,
            Subnet = "/subnet",
            IsZoneRedundant = true,
            Registry = new ContainerRegistry("registry", new()
            {
                Scope = AzureComponents.Scope,
                RegistryName = "crk8tre",
                IsZoneRedundant = true,
                Subnet = "/subnet",
                Zone = AzureComponents.Zone(options),
                LogWorkspace = AzureComponents.LogWorkspace,
            }, options),
            Image = "runner:2.330.0",
            Repository = new("example", "tre"),
            Labels = ["azure", "private"],
            App = new("12345", "67890") { Vault = "/vault", KeySecret = "https://kv.vault.azure.net/secrets/github-app" },
            LogWorkspace = AzureComponents.LogWorkspace,
        }, options);
    });
}
