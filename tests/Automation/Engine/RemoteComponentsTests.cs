using K8tre.Components;
using K8tre.Components.GitOps.Monitoring;
using K8tre.Components.Network;
using K8tre.PlanModel;

namespace K8tre.Tests.Automation.Engine;

/// <summary>The children of remote components, which their provider registers.</summary>
public sealed class RemoteComponentsTests
{
    private const string ConfigFile = "kubernetes:yaml/v2:ConfigFile";

    // The names are those that the real provider registered, with version 4.34.2 of the provider. A test of the pinned version: a bundle
    // without an entry in the table has no children.
    [Fact]
    public async Task The_bundle_of_the_Gateway_API_registers_its_six_definitions_with_the_provider_of_the_component()
    {
        await using var engine = await EngineClient.StartAsync();
        var cluster = await engine.RegisterAsync("pulumi:providers:kubernetes", "cluster");

        await RegisterAsync(engine, GatewayApi.Bundle.AbsoluteUri, $"{cluster.Urn}::{cluster.Id}");

        var children = Children(engine.Plan());
        Assert.Equal(
            [
                "definitions:backendtlspolicies.gateway.networking.k8s.io",
                "definitions:gatewayclasses.gateway.networking.k8s.io",
                "definitions:gateways.gateway.networking.k8s.io",
                "definitions:grpcroutes.gateway.networking.k8s.io",
                "definitions:httproutes.gateway.networking.k8s.io",
                "definitions:referencegrants.gateway.networking.k8s.io",
            ],
            children.Select(child => child.Name));
        Assert.All(children, child =>
        {
            Assert.Equal("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", child.Type);
            Assert.Equal((cluster.Urn, true), (child.Provider, child.Implicit));
        });
        Assert.All(children, child => Assert.Equal(
            Versions.GatewayApi.Version,
            (string?)child.Inputs.At("metadata.annotations")!["gateway.networking.k8s.io/bundle-version"]));
        Assert.DoesNotContain(engine.Plan().Resources, resource => resource.Name.StartsWith("default", StringComparison.Ordinal));
    }

    // https://github.com/prometheus-operator/prometheus-operator/tree/v0.87.1/example/prometheus-operator-crd
    [Fact]
    public async Task The_bundle_of_the_Prometheus_operator_registers_its_ten_definitions()
    {
        await using var engine = await EngineClient.StartAsync();

        await RegisterAsync(engine, MonitoringApi.Bundle.AbsoluteUri, provider: null);

        var children = Children(engine.Plan());
        Assert.Equal(
            [
                "alertmanagerconfigs", "alertmanagers", "podmonitors", "probes", "prometheusagents", "prometheuses", "prometheusrules",
                "scrapeconfigs", "servicemonitors", "thanosrulers",
            ],
            children.Select(child => child.Name["definitions:".Length..^".monitoring.coreos.com".Length]));
        Assert.All(children, child => Assert.Equal(
            Versions.PrometheusOperator.Version,
            $"v{child.Inputs.At("metadata.annotations")!["operator.prometheus.io/version"]}"));
    }

    [Fact]
    public async Task A_component_without_a_provider_of_its_own_gives_its_children_the_default_provider()
    {
        await using var engine = await EngineClient.StartAsync();

        await RegisterAsync(engine, GatewayApi.Bundle.AbsoluteUri, provider: null);

        Assert.All(Children(engine.Plan()), child => Assert.Equal(
            "urn:pulumi:dev::proj::pulumi:providers:kubernetes::default_4_34_2", child.Provider));
    }

    [Fact]
    public async Task A_local_file_registers_its_objects()
    {
        using var project = new TemporaryProject().Write(
            "manifest.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: settings, namespace: web, annotations: { gateway.networking.k8s.io/bundle-version: v9 } }
            ---
            # nothing
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            """);
        await using var engine = await EngineClient.StartAsync();

        await RegisterAsync(engine, Path.Combine(project.Folder, "manifest.yaml"), provider: null);

        Assert.Equal(
            [("kubernetes:core/v1:ConfigMap", "definitions:web/settings"), ("kubernetes:apps/v1:Deployment", "definitions:web")],
            Children(engine.Plan()).Select(child => (child.Type, child.Name)));
        var annotations = Children(engine.Plan())[0].Inputs.At("metadata.annotations")!;
        Assert.Equal("v9", (string?)annotations["gateway.networking.k8s.io/bundle-version"]);
    }

    [Fact]
    public async Task Children_that_the_engine_does_not_know_are_reported()
    {
        var messages = new List<string>();
        await using var engine = await EngineClient.StartAsync(onMessage: (severity, text) => messages.Add($"{severity}: {text}"));

        await RegisterAsync(engine, "https://example.org/other.yaml", provider: null);

        Assert.Empty(Children(engine.Plan()));
        Assert.Equal(
            ["warning: the plan does not show the children of kubernetes:yaml/v2:ConfigFile 'definitions'; its provider registers them"],
            messages);
    }

    private static Task RegisterAsync(EngineClient engine, string file, string? provider)
        => engine.RegisterAsync(ConfigFile, "definitions", inputs: $$"""{"file": "{{file}}"}""", custom: false, with: request =>
        {
            request.Remote = true;
            request.Version = "4.34.2";
            if (provider is not null)
                request.Providers["kubernetes"] = provider;
        });

    private static PlanResource[] Children(Plan plan)
        => [.. plan.Resources.Where(resource => resource.Parent?.Contains(ConfigFile, StringComparison.Ordinal) is true)];
}
