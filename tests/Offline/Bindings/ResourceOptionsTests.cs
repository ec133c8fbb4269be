using Pulumi.Command.Remote.Inputs;

namespace K8tre.Tests.Offline.Bindings;

public sealed class ResourceOptionsTests
{
    [Fact]
    public async Task A_resource_brings_the_version_of_its_provider()
    {
        var options = await OptionsOfAsync(given => _ = new Pulumi.Kubernetes.Core.V1.Namespace("apps", options: given));

        Assert.Equal("4.34.2", options.Version);
    }

    [Fact]
    public async Task The_callers_version_wins()
    {
        var options = await OptionsOfAsync(
            given => _ = new Pulumi.Kubernetes.Core.V1.Namespace("apps", options: given), new() { Version = "4.34.1" });

        Assert.Equal("4.34.1", options.Version);
    }

    [Fact]
    public async Task Secret_outputs_and_replacing_inputs_come_before_those_of_the_caller()
    {
        var options = await OptionsOfAsync(
            given => _ = new Pulumi.Command.Remote.Command("hello", new() { Connection = new ConnectionArgs { Host = "node-1" } }, given),
            new() { AdditionalSecretOutputs = { "stdout" } });

        Assert.Equal(["connection", "stdout"], options.AdditionalSecretOutputs);
        Assert.Equal(["triggers[*]"], options.ReplaceOnChanges);
    }

    [Fact]
    public async Task Former_types_are_aliases()
    {
        var options = await OptionsOfAsync(given => _ = new Pulumi.Aws.S3.Bucket("evidence", options: given));

        var alias = await OutputUtilities.GetValueAsync(options.Aliases[0].ToOutput());
        Assert.Equal("aws:s3/bucketV2:BucketV2", await OutputUtilities.GetValueAsync(alias.Type.ToOutput()));
    }

    [Fact]
    public async Task An_existing_resource_is_looked_up_by_its_id()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => Pulumi.AzureNative.Resources.ResourceGroup.Get("rg", "/subscriptions/s/resourceGroups/rg"));

        var resource = Assert.Single(mocks.Resources);
        Assert.Equal("/subscriptions/s/resourceGroups/rg", resource.Id);
        Assert.Equal("azure-native:resources:ResourceGroup", resource.Type);
        Assert.Empty(resource.Inputs);
    }

    /// <summary>The options that a resource ends up with, seen by a transformation.</summary>
    private static async Task<CustomResourceOptions> OptionsOfAsync(
        Action<CustomResourceOptions> define, CustomResourceOptions? given = null)
    {
        CustomResourceOptions? seen = null;
        var options = given ?? new();
        options.ResourceTransformations.Add(args =>
        {
            seen = (CustomResourceOptions)args.Options;
            return null;
        });
        await Trial.UpdateAsync(new RecordingMocks(), () => define(options));
        return seen!;
    }
}
