using Pulumi.Command.Remote;

namespace K8tre.Tests.Offline.Bindings;

public sealed class TypesTests
{
    [Fact]
    public void A_value_of_an_enumeration_is_its_text_and_equals_itself_alone()
    {
        Assert.Equal("stdoutAndStderr", Logging.StdoutAndStderr.ToString());
        Assert.Equal("none", (string)Logging.None);
        Assert.True(Logging.Stdout == Logging.Stdout);
        Assert.True(Logging.Stdout != Logging.Stderr);
    }

    [Fact]
    public async Task Outputs_become_the_types_of_the_binding()
    {
        Pulumi.Kubernetes.Core.V1.Service? service = null;
        await Trial.UpdateAsync(new RecordingMocks(), () => service = new("web", new()
        {
            Metadata = new Pulumi.Kubernetes.Types.Inputs.Meta.V1.ObjectMetaArgs { Labels = { ["app"] = "web" } },
            Spec = new Pulumi.Kubernetes.Types.Inputs.Core.V1.ServiceSpecArgs
            {
                Ports = { new Pulumi.Kubernetes.Types.Inputs.Core.V1.ServicePortArgs { Port = 80, TargetPort = "http" } },
            },
        }));

        var metadata = await OutputUtilities.GetValueAsync(service!.Metadata);
        var port = Assert.Single((await OutputUtilities.GetValueAsync(service.Spec)).Ports);
        Assert.Equal("web", metadata.Labels["app"]);
        Assert.Equal(80, port.Port);
        Assert.Equal("http", port.TargetPort.AsT1);
    }

    [Fact]
    public async Task A_component_of_the_provider_arrives_as_one_resource()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Pulumi.Kubernetes.Yaml.V2.ConfigGroup("crds", new() { Files = { "crds.yaml" } }));

        var component = Assert.Single(mocks.Resources);
        Assert.Equal("kubernetes:yaml/v2:ConfigGroup", component.Type);
        Trial.AssertJson("""{"files":["crds.yaml"]}""", component.Inputs);
    }

    [Fact]
    public async Task A_custom_resource_is_named_by_its_version_and_kind()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(
            mocks, () => _ = new Pulumi.Kubernetes.ApiExtensions.CustomResource("issuer", new IssuerArgs { Spec = "self" }));

        Assert.Equal("kubernetes:cert-manager.io/v1:Issuer", Assert.Single(mocks.Resources).Type);
        Trial.AssertJson("""{"apiVersion":"cert-manager.io/v1","kind":"Issuer","spec":"self"}""", mocks.Inputs("issuer"));
    }

    private sealed class IssuerArgs() : Pulumi.Kubernetes.ApiExtensions.CustomResourceArgs("cert-manager.io/v1", "Issuer")
    {
        [Input("spec")]
        public Input<string>? Spec { get; init; }
    }
}
