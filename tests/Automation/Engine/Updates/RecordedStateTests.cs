using K8tre.Automation;
using K8tre.Automation.Engine.Updates;
using K8tre.Components;
using K8tre.Components.Network;
using K8tre.PlanModel;

namespace K8tre.Tests.Automation.Engine.Updates;

/// <summary>Files with recorded states: plans, and exports in the form of the Pulumi CLI 3.274.1.</summary>
public sealed class RecordedStateTests : IDisposable
{
    private const string Secret = """
        {
          "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
          "ciphertext": "v1:vsp1729yIbV5IaYZ:btCcYxf0TmHyzCN+jTsSxZoc"
        }
        """;

    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_export_shows_the_inputs_of_the_program_without_those_of_the_provider()
    {
        var state = Export(
            """
            {
              "urn": "urn:pulumi:dev::proj::pulumi:providers:aws::default_7_1_0", "custom": true, "id": "1c",
              "type": "pulumi:providers:aws", "inputs": { "__internal": {}, "version": "7.1.0" }
            }
            """,
            $$"""
            {
              "urn": "urn:pulumi:dev::proj::aws:ec2/vpc:Vpc::net", "custom": true, "id": "vpc-1", "type": "aws:ec2/vpc:Vpc",
              "protect": true,
              "inputs": {
                "__defaults": ["enableDnsSupport"], "enableDnsSupport": true, "cidrBlock": "10.0.0.0/16", "token": {{Secret}},
                "tagsAll": { "a": "b" }, "tags": { "__defaults": ["added"], "a": "b", "added": "by the provider" }
              },
              "outputs": { "id": "vpc-1", "arn": "arn:vpc-1" },
              "provider": "urn:pulumi:dev::proj::pulumi:providers:aws::default_7_1_0::1c",
              "propertyDependencies": { "cidrBlock": [], "tags": [], "token": [] }
            }
            """,
            """
            {
              "urn": "urn:pulumi:dev::proj::kubernetes:core/v1:ConfigMap::settings", "custom": true, "id": "default/settings-1a",
              "type": "kubernetes:core/v1:ConfigMap",
              "inputs": {
                "metadata": { "annotations": { "pulumi.com/autonamed": "true" }, "name": "settings-1a", "labels": { "a": "b" } }
              },
              "propertyDependencies": { "metadata": [] }
            }
            """,
            """{ "urn": "urn:pulumi:dev::proj::a:b:C::gone", "custom": true, "id": "1", "type": "a:b:C", "delete": true }""");

        Assert.True(state.IsDeployed);
        Assert.Equal(["default_7_1_0", "net", "settings"], state.Resources.Select(resource => resource.Name));
        var (provider, vpc, settings) = (state.Resources[0], state.Resources[1], state.Resources[2]);
        Assert.Equal((true, """{"version":"7.1.0"}"""), (provider.Implicit, provider.Inputs.ToJsonString()));
        Assert.Equal("""{"cidrBlock":"10.0.0.0/16","token":"[secret]","tags":{"a":"b"}}""", vpc.Inputs.ToJsonString());
        Assert.Equal(("vpc-1", provider.Urn, true), (vpc.Id, vpc.Provider, vpc.Options.Protect));
        Assert.Equal("""{"id":"vpc-1","arn":"arn:vpc-1"}""", vpc.Outputs.ToJsonString());
        Assert.Equal("""{"metadata":{"labels":{"a":"b"}}}""", settings.Inputs.ToJsonString());
    }

    [Fact]
    public async Task A_program_over_an_export_gets_the_real_values_and_masked_secrets_count_as_equal()
    {
        await using var engine = await EngineClient.StartAsync(since: Export(
            $$"""
            {
              "urn": "urn:pulumi:dev::proj::test:index:Thing::thing", "custom": true, "id": "real-1", "type": "test:index:Thing",
              "inputs": { "size": 3, "token": {{Secret}} }, "outputs": { "size": 3, "token": {{Secret}}, "address": "192.0.2.1" },
              "propertyDependencies": { "size": [], "token": [] }
            }
            """));

        var answer = await engine.RegisterAsync(
            "test:index:Thing", "thing", inputs: $$"""{"size": 3, "token": {{Wire.Secret("\"x\"")}} }""");

        Assert.Equal(("real-1", "192.0.2.1"), (answer.Id, answer.Object.Fields["address"].StringValue));
        var changes = engine.Plan().Changes!;
        Assert.Equal((0, 1, 1), (changes.Resources.Count, changes.Unchanged, changes.MaskedInputs));
    }

    // The state contains the whole definitions and no inputs of the component. A plan contains the identity of the definitions.
    [Fact]
    public async Task Providers_and_children_of_remote_components_are_equal_to_those_of_an_export()
    {
        const string Definitions = "urn:pulumi:dev::proj::kubernetes:yaml/v2:ConfigFile::definitions";
        var type = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";
        var pinned = Versions.GatewayApi.Version;
        string[] plurals = ["backendtlspolicies", "gatewayclasses", "gateways", "grpcroutes", "httproutes", "referencegrants"];
        await using var engine = await EngineClient.StartAsync(since: Export(
            [
                """
                {
                  "urn": "urn:pulumi:dev::proj::pulumi:providers:kubernetes::cluster", "custom": true, "id": "1c",
                  "type": "pulumi:providers:kubernetes",
                  "inputs": { "__internal": {}, "clusterIdentifier": "tre", "version": "4.34.2" }
                }
                """,
                $$"""{ "urn": "{{Definitions}}", "custom": false, "type": "kubernetes:yaml/v2:ConfigFile", "inputs": {} }""",
                .. plurals.Select(plural => $$"""
                    {
                      "urn": "{{Definitions.Replace("::definitions", $"${type}::definitions:{plural}.gateway.networking.k8s.io",
                          StringComparison.Ordinal)}}",
                      "custom": true, "id": "{{plural}}", "type": "{{type}}",
                      "provider": "urn:pulumi:dev::proj::pulumi:providers:kubernetes::cluster::1c",
                      "inputs": {
                        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
                        "metadata": {
                          "name": "{{plural}}.gateway.networking.k8s.io",
                          "annotations": {
                            "gateway.networking.k8s.io/bundle-version": "{{(plural == "gateways" ? "v1.4.0" : pinned)}}",
                            "gateway.networking.k8s.io/channel": "standard"
                          }
                        },
                        "spec": { "group": "gateway.networking.k8s.io" }
                      }
                    }
                    """),
            ]));

        var cluster = await engine.RegisterAsync("pulumi:providers:kubernetes", "cluster", inputs: """{"clusterIdentifier": "tre"}""");
        await engine.RegisterAsync(
            "kubernetes:yaml/v2:ConfigFile",
            "definitions",
            inputs: $$"""{"file": "{{GatewayApi.Bundle}}"}""",
            custom: false,
            with: request =>
            {
                request.Remote = true;
                request.Providers["kubernetes"] = $"{cluster.Urn}::{cluster.Id}";
            });

        var change = Assert.Single(engine.Plan().Changes!.Resources);
        Assert.Equal(
            ("definitions:gateways.gateway.networking.k8s.io", ChangeAction.Update), (change.Name, change.Action));
        Assert.Equal(["metadata.annotations[\"gateway.networking.k8s.io/bundle-version\"]"], change.Properties);
    }

    [Fact]
    public void A_plan_can_be_read()
    {
        using (var file = File.Create(Path.Combine(_project.Folder, "plan.json")))
            PlanJson.Write(K8tre.Tests.PlanModel.SamplePlan.Small, file);

        var state = RecordedState.Read(Path.Combine(_project.Folder, "plan.json"));

        Assert.False(state.IsDeployed);
        Assert.Equal(K8tre.Tests.PlanModel.SamplePlan.Small.Resources.Count, state.Resources.Count);
    }

    [Theory]
    [InlineData("[]", "which is neither a plan nor the output of `pulumi stack export`")]
    [InlineData("{}", "which is neither a plan nor the output of `pulumi stack export`")]
    [InlineData("{", "which is neither a plan nor the output of `pulumi stack export`")]
    [InlineData(null, "which is not readable")]
    public void Another_file_is_refused(string? text, string expected)
    {
        if (text is not null)
            _project.Write("state.json", text);

        var error = Assert.Throws<CommandException>(() => RecordedState.Read(Path.Combine(_project.Folder, "state.json")));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongCall, error.ExitCode);
    }

    [Fact]
    public void The_state_of_another_stack_is_refused()
    {
        var state = RecordedState.From(K8tre.Tests.PlanModel.SamplePlan.Small);

        state.RequireStack("k8tre", "dev");
        Assert.Contains(
            "give a plan or an export of the stack prod of the project k8tre",
            Assert.Throws<CommandException>(() => state.RequireStack("k8tre", "prod")).Message,
            StringComparison.Ordinal);
    }

    private RecordedState Export(params string[] resources)
    {
        var list = string.Join(",", resources);
        _project.Write("state.json", $$"""{ "version": 3, "deployment": { "resources": [{{list}}], "metadata": {} } }""");
        return RecordedState.Read(Path.Combine(_project.Folder, "state.json"));
    }
}
