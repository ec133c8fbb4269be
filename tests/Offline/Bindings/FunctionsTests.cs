using System.Collections.Immutable;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Iam.Inputs;

namespace K8tre.Tests.Offline.Bindings;

public sealed class FunctionsTests
{
    [Fact]
    public async Task A_function_takes_inputs_and_gives_an_output()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["json"] = "{}" }.ToImmutableDictionary() };
        Output<string>? json = null;
        await Trial.UpdateAsync(mocks, () => json = GetPolicyDocument
            .Invoke(new() { Statements = { new GetPolicyDocumentStatementInputArgs { Actions = { Output.Create("sts:AssumeRole") } } } })
            .Apply(document => document.Json));

        var call = Assert.Single(mocks.Calls);
        Assert.Equal("aws:iam/getPolicyDocument:getPolicyDocument", call.Token);
        Trial.AssertJson("""{"statements":[{"actions":["sts:AssumeRole"]}]}""", call.Args);
        Assert.Equal("{}", await OutputUtilities.GetValueAsync(json!));
    }

    [Fact]
    public async Task Its_plain_form_takes_plain_collections_and_gives_a_task()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["stdout"] = "done" }.ToImmutableDictionary() };
        Pulumi.Command.Local.RunResult? result = null;
        await Deployment.TestAsync(mocks, new(), async () => result = await Pulumi.Command.Local.Run.InvokeAsync(
            new() { Command = "true", Environment = new Dictionary<string, string> { ["A"] = "b" }, Interpreter = ["sh", "-c"] }));

        var call = Assert.Single(mocks.Calls);
        Assert.Equal("command:local:run", call.Token);
        Trial.AssertJson("""{"command":"true","environment":{"A":"b"},"interpreter":["sh","-c"]}""", call.Args);
        Assert.Equal("done", result!.Stdout);
        Assert.True(result.AssetPaths.IsDefault);
    }

    [Fact]
    public async Task A_function_without_arguments_can_wait_for_a_resource()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["tenantId"] = "t" }.ToImmutableDictionary() };
        Output<string>? tenant = null;
        await Trial.UpdateAsync(mocks, () =>
        {
            var group = new Pulumi.AzureNative.Resources.ResourceGroup("rg");
            tenant = Pulumi.AzureNative.Authorization.GetClientConfig
                .Invoke(new InvokeOutputOptions { DependsOn = { group } })
                .Apply(client => client.TenantId);
        });

        Assert.Equal("azure-native:authorization:getClientConfig", Assert.Single(mocks.Calls).Token);
        Assert.Equal("t", await OutputUtilities.GetValueAsync(tenant!));
    }
}
