using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;

namespace K8tre.Tests.Offline.Bindings;

public sealed class SecretInputsTests
{
    public static TheoryData<string, Func<Output<string>>> Secrets => new()
    {
        { "password of a connection", () => new ConnectionArgs { Password = "s" }.Password.ToOutput() },
        { "private key of a connection", () => new ConnectionArgs { PrivateKey = "s" }.PrivateKey.ToOutput() },
        { "password of a jump host", () => new ProxyConnectionArgs { Password = "s" }.Password.ToOutput() },
        { "password of a chart repository", () => new RepositoryOptsArgs { Password = "s" }.Password.ToOutput() },
        { "connection", () => new CommandArgs { Connection = new ConnectionArgs { Host = "s" } }.Connection.Apply(given => given.Host) },
        { "text of a Secret", () => new SecretArgs { StringData = new() { ["key"] = "s" } }.StringData.Apply(data => data["key"]) },
        { "value of a parameter", () => new Pulumi.Aws.Ssm.ParameterArgs { Value = "s" }.Value.ToOutput() },
    };

    [Theory, MemberData(nameof(Secrets))]
    public async Task What_the_provider_calls_secret_is_secret_whatever_is_given(string what, Func<Output<string>> input)
    {
        var output = input();

        Assert.True(await Output.IsSecretAsync(output), what);
        Assert.Equal("s", await OutputUtilities.GetValueAsync(output));
    }

    [Fact]
    public async Task Other_inputs_stay_as_they_are()
    {
        Assert.False(await Output.IsSecretAsync(new ConnectionArgs { Host = "node-1" }.Host.ToOutput()));
    }

    [Fact]
    public async Task A_state_has_the_secrets_of_its_resource()
    {
        var state = new Pulumi.Random.RandomPasswordState { Result = "s", Length = 1 };

        Assert.True(await Output.IsSecretAsync(state.Result.ToOutput()));
        Assert.False(await Output.IsSecretAsync(state.Length.ToOutput()));
    }
}
