using K8tre.Automation.Engine.Updates;
using K8tre.PlanModel;

namespace K8tre.Tests.Automation.Engine.Updates;

/// <summary>Replacements of resources of AWS and Azure.</summary>
public sealed class CloudReplacementsTests
{
    private const string Cluster = "aws:eks/cluster:Cluster", Files = "aws:efs/fileSystem:FileSystem", Key = "aws:kms/key:Key";
    private const string Aks = "azure-native:containerservice:ManagedCluster";

    [Theory]
    [InlineData(Cluster, """{"kubernetesNetworkConfig": {"serviceIpv4Cidr": "A"}, "version": "1"}""", "Replace")]
    [InlineData(Cluster, """{"kubernetesNetworkConfig": {"serviceIpv4Cidr": "1"}, "version": "A"}""", "Update")]
    [InlineData(Aks, """{"networkProfile": {"podCidr": "A"}}""", "Replace")]
    [InlineData(Aks, """{"networkProfile": {"loadBalancerSku": "A"}}""", "Update")]
    [InlineData(Aks, """{"location": "A"}""", "Replace")]
    [InlineData("aws:acm/certificate:Certificate", """{"domainName": "A"}""", "Replace")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", """{"instanceTypes": ["A"]}""", "Replace")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", """{"scalingConfig": {"maxSize": "A"}}""", "Update")]
    public async Task Only_an_input_that_a_cloud_cannot_change_replaces_a_resource(string type, string inputs, string action)
    {
        var changes = await ChangesAsync(
            engine => engine.RegisterAsync(type, "one", inputs: inputs.Replace("\"A\"", "\"x\"", StringComparison.Ordinal)),
            engine => engine.RegisterAsync(type, "one", inputs: inputs.Replace("\"A\"", "\"y\"", StringComparison.Ordinal)));

        Assert.Equal(action, Assert.Single(changes.Resources).Action.ToString());
    }

    [Theory, InlineData("description", "Update"), InlineData("replaced", "Replace")]
    public async Task A_value_of_a_resource_that_is_updated_in_place_replaces_nothing(string property, string action)
    {
        var changes = await ChangesAsync(engine => DeclareAsync(engine, "x"), engine => DeclareAsync(engine, "y"));

        Assert.Equal(action, changes.Resources.Single(change => change.Name == "files").Action.ToString());

        async Task DeclareAsync(EngineClient engine, string value)
        {
            var key = await engine.RegisterAsync(Key, "key", inputs: $$"""{"{{property}}": "{{value}}"}""", with: request =>
                request.ReplaceOnChanges.Add("replaced"));
            var arn = key.Object.Fields.TryGetValue("arn", out var known) ? known.ToString() : Wire.Unknown;
            await engine.RegisterAsync(Files, "files", inputs: $$"""{"kmsKeyId": {{arn}} }""", with: request =>
                request.PropertyDependencies["kmsKeyId"] = new() { Urns = { key.Urn } });
        }
    }

    [Fact]
    public async Task A_replacement_of_a_protected_resource_is_announced_as_a_failure()
    {
        var changes = await ChangesAsync(engine => DeclareAsync(engine, "x"), engine => DeclareAsync(engine, "y"));

        Assert.Equal("it is protected: the deployment fails", Assert.Single(changes.Resources).Note);

        static Task DeclareAsync(EngineClient engine, string name) => engine.RegisterAsync(
            Cluster, "one", inputs: $$"""{"name": "{{name}}"}""", with: request => request.Protect = true);
    }

    private static async Task<PlanChanges> ChangesAsync(Func<EngineClient, Task> before, Func<EngineClient, Task> after)
    {
        await using var one = await EngineClient.StartAsync();
        await before(one);
        await using var two = await EngineClient.StartAsync(since: RecordedState.From(one.Plan()));
        await after(two);
        return two.Plan().Changes!;
    }
}
