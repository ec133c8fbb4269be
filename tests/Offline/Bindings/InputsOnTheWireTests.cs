using System.Text.Json;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Tests.Offline.Bindings;

public sealed class InputsOnTheWireTests
{
    [Fact]
    public async Task A_renamed_member_keeps_its_name_on_the_wire()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () =>
        {
            _ = new Pulumi.Aws.Iam.Policy("policy", new() { PolicyDocument = "{}" });
            _ = new Pulumi.Aws.S3.Bucket("bucket", new() { BucketName = "evidence" });
            _ = new Pulumi.Kubernetes.Provider("provider", new() { KubeConfig = "apiVersion: v1" });
        });

        Assert.Equal("{}", mocks.Inputs("policy")["policy"]);
        Assert.Equal("evidence", mocks.Inputs("bucket")["bucket"]);
        Assert.Equal("apiVersion: v1", mocks.Inputs("provider")["kubeconfig"]);
    }

    [Fact]
    public async Task A_renamed_member_of_a_nested_type_keeps_its_name_on_the_wire()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Pulumi.Kubernetes.Apps.V1.Deployment("web", new()
        {
            Spec = new DeploymentSpecArgs
            {
                Selector = new LabelSelectorArgs(),
                Template = new PodTemplateSpecArgs
                {
                    Spec = new PodSpecArgs
                    {
                        Containers = { new ContainerArgs { Name = "web", Ports = { new ContainerPortArgs { ContainerPortValue = 80 } } } },
                    },
                },
            },
        }));

        Trial.AssertJson(
            """{"selector":{},"template":{"spec":{"containers":[{"name":"web","ports":[{"containerPort":80}]}]}}}""",
            mocks.Inputs("web")["spec"]);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_value_of_an_enumeration_and_its_text_arrive_alike(bool asText)
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new StorageAccount("account", new()
        {
            ResourceGroupName = "rg",
            Kind = asText ? "StorageV2" : Kind.StorageV2,
            Sku = asText ? new SkuArgs { Name = "Standard_LRS" } : new SkuArgs { Name = SkuName.Standard_LRS },
        }));

        Assert.Equal("StorageV2", mocks.Inputs("account")["kind"]);
        Trial.AssertJson("""{"name":"Standard_LRS"}""", mocks.Inputs("account")["sku"]);
    }

    [Fact]
    public async Task A_provider_takes_all_but_strings_as_JSON_text()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () =>
        {
            _ = new Pulumi.Kubernetes.Provider("cluster", new() { EnableServerSideApply = true, Namespace = "apps" });
            _ = new Pulumi.Aws.Provider("cloud", new() { Region = "eu-west-2", AllowedAccountIds = { "111122223333" } });
        });

        Assert.Equal("true", mocks.Inputs("cluster")["enableServerSideApply"]);
        Assert.Equal("apps", mocks.Inputs("cluster")["namespace"]);
        Assert.Equal("eu-west-2", mocks.Inputs("cloud")["region"]);
        Assert.Equal(["111122223333"], JsonSerializer.Deserialize<string[]>((string)mocks.Inputs("cloud")["allowedAccountIds"])!);
    }

    [Fact]
    public async Task A_missing_required_input_is_named_in_the_error()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Trial.UpdateAsync(
            new RecordingMocks(), () => _ = new Pulumi.Random.RandomPassword("password", new())));

        Assert.Contains("Length", error.Message, StringComparison.Ordinal);
    }
}
