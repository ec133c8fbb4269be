namespace K8tre.Tests.Offline.Bindings;

/// <summary>The environment belongs to the process: these tests run while no others do.</summary>
[CollectionDefinition(nameof(EnvironmentDefaultsTests), DisableParallelization = true)]
[Collection(nameof(EnvironmentDefaultsTests))]
public sealed class EnvironmentDefaultsTests
{
    private const string Variable = "PULUMI_K8S_SUPPRESS_HELM_HOOK_WARNINGS";

    [Theory]
    [InlineData("true", "true")]
    [InlineData("0", "false")]
    public async Task A_provider_reads_what_is_not_given_from_the_environment(string value, string expected)
    {
        Assert.Equal(expected, (await InputsWithAsync(value))["suppressHelmHookWarnings"]);
    }

    [Theory, InlineData(null), InlineData("perhaps")]
    public async Task A_variable_that_is_not_set_or_not_understood_gives_nothing(string? value)
    {
        Assert.False((await InputsWithAsync(value)).ContainsKey("suppressHelmHookWarnings"));
    }

    private static async Task<IReadOnlyDictionary<string, object>> InputsWithAsync(string? value)
    {
        var before = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, value);
        try
        {
            var mocks = new RecordingMocks();
            await Trial.UpdateAsync(mocks, () => _ = new Pulumi.Kubernetes.Provider("cluster", new() { KubeConfig = "apiVersion: v1" }));
            return mocks.Inputs("cluster");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }
}
