using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace K8tre.Tests.Offline;

/// <summary>Runs programs on mocks.</summary>
internal static class Trial
{
    public static Task<ImmutableArray<Resource>> UpdateAsync(IMocks mocks, Action program) =>
        Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, program);

    public static Task<ImmutableArray<Resource>> PreviewAsync(IMocks mocks, Action program) =>
        Deployment.TestAsync(mocks, new TestOptions { IsPreview = true }, program);

    /// <summary>The inputs that a widget with these args arrives with.</summary>
    public static async Task<ImmutableDictionary<string, object>> InputsOfAsync(Func<WidgetArgs> args)
    {
        var mocks = new RecordingMocks();
        await UpdateAsync(mocks, () => _ = new Widget("widget", args()));
        return mocks.Inputs("widget");
    }

    /// <summary>Returns the messages of a program that fails because a widget has these args.</summary>
    public static Task<string> RefusalOfAsync(Func<WidgetArgs> args) => FailedRun.OfAsync(() => InputsOfAsync(args));

    /// <summary>Compares plain values with JSON, whatever the order of the keys.</summary>
    public static void AssertJson(string expected, object? actual)
    {
        var json = Json.Of(actual);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), json), $"expected {expected}\n but was {json?.ToJsonString()}");
    }

    /// <summary>The value, whether it is known, and whether it is secret.</summary>
    public static async Task<(T Value, bool IsKnown, bool IsSecret)> LookAsync<T>(Output<T> output) => (
        await OutputUtilities.GetValueAsync(output),
        await OutputUtilities.GetIsKnownAsync(output),
        await Output.IsSecretAsync(output));
}
