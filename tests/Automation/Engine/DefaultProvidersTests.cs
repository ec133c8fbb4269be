using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace K8tre.Tests.Automation.Engine;

/// <summary>Providers that the engine registers for resources without one, as the Pulumi engine does.</summary>
public sealed class DefaultProvidersTests
{
    private const string Default = "urn:pulumi:dev::proj::pulumi:providers:test::default_1_2_3";

    [Fact]
    public async Task Resources_without_a_provider_share_the_default_provider_of_their_package_and_version()
    {
        await using var engine = await EngineClient.StartAsync();

        await engine.RegisterAsync("test:index:Thing", "one", with: request => request.Version = "1.2.3");
        await engine.RegisterAsync("test:index:Thing", "two", with: request => request.Version = "1.2.3");
        await engine.RegisterAsync("test:index:Thing", "three", with: request => request.Version = "2.0.0-beta.1");
        await engine.RegisterAsync("test:index:Thing", "four");

        Assert.Equal(
            [Default, Default, Default.Replace("1_2_3", "2_0_0_beta_1", StringComparison.Ordinal), Default[..^"_1_2_3".Length]],
            engine.Registered.Select(resource => resource.Provider));
        var provider = engine.Plan().Resources[0];
        Assert.Equal((Default, "pulumi:providers:test", "default_1_2_3", null, true, true), (
            provider.Urn, provider.Type, provider.Name, provider.Parent, provider.Custom, provider.Implicit));
        Assert.Equal("""{"version":"1.2.3"}""", provider.Inputs.ToJsonString());
        Assert.Equal(4 + 3, engine.Plan().Resources.Count);
    }

    [Fact]
    public async Task Resources_with_a_provider_components_and_providers_get_no_default_provider()
    {
        await using var engine = await EngineClient.StartAsync();

        var provider = await engine.RegisterAsync("pulumi:providers:test", "main");
        await engine.RegisterAsync("test:index:Thing", "thing", with: request => request.Provider = $"{provider.Urn}::{provider.Id}");
        await engine.RegisterAsync("test:index:Group", "group", custom: false);

        Assert.DoesNotContain(engine.Plan().Resources, resource => resource.Implicit);
    }

    [Fact]
    public async Task Functions_and_reads_without_a_provider_use_the_default_provider()
    {
        await using var engine = await EngineClient.StartAsync();

        await engine.CallAsync<ResourceInvokeResponse>(
            "Invoke", new ResourceInvokeRequest { Tok = "test:index:getThing", Args = new(), Version = "1.2.3" });
        await engine.CallAsync<ReadResourceResponse>(
            "ReadResource",
            new ReadResourceRequest { Type = "test:index:Thing", Name = "read", Id = "1", Properties = new Struct(), Version = "1.2.3" });

        Assert.Equal((Default, Default), (engine.Plan().Invokes.Single().Provider, engine.Registered.Single().Provider));
    }
}
