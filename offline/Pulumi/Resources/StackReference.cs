using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Reads the outputs of another stack.</summary>
public class StackReference : CustomResource
{
    /// <summary>Refers to a stack.</summary>
    /// <param name="name">
    /// The name of this resource, and of the stack where the inputs name none: <c>organization/project/stack</c>.
    /// </param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">Options of the resource.</param>
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new() { Id = args?.Name ?? name }))
    {
    }

    /// <summary>The name of the stack.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>All outputs of the stack; secret when one is.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    /// <summary>The names of the outputs that are secret.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>One output of the stack, secret if it is secret there; null if there is none of the name.</summary>
    public Output<object?> GetOutput(Input<string> name) => WithItsOwnSecretness(
        name, Output.Tuple((Output<string>)name, Outputs).Apply(given => (object?)given.Item2.GetValueOrDefault(given.Item1)));

    /// <summary>One output of the stack. A missing one fails the program with a <see cref="KeyNotFoundException"/>.</summary>
    public Output<object> RequireOutput(Input<string> name) => WithItsOwnSecretness(
        name, Output.Tuple((Output<string>)name, Name, Outputs).Apply(given => given.Item3.TryGetValue(given.Item1, out var value)
            ? value
            : throw new KeyNotFoundException($"Required output '{given.Item1}' does not exist on stack '{given.Item2}'.")));

    /// <summary>One output of the stack, now; null if there is none of the name.</summary>
    /// <exception cref="InvalidOperationException">It is secret.</exception>
    public Task<object?> GetValueAsync(Input<string> name) => PlainValueAsync(GetOutput(name), "GetOutputValueAsync", nameof(GetOutput));

    /// <summary>One output of the stack, now.</summary>
    /// <exception cref="InvalidOperationException">It is secret.</exception>
    /// <exception cref="KeyNotFoundException">There is none of the name.</exception>
    public Task<object> RequireValueAsync(Input<string> name) =>
        PlainValueAsync(RequireOutput(name), "RequireOutputValueAsync", nameof(RequireOutput));

    /// <summary>One output of the stack, now, as either a plain or a secret value; neither if there is none of the name.</summary>
    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).DataTask.ConfigureAwait(false);
        return data.IsSecret ? new() { SecretValue = data.Value } : new() { Value = data.Value };
    }

    private static async Task<T> PlainValueAsync<T>(Output<T> output, string method, string instead)
    {
        var data = await output.DataTask.ConfigureAwait(false);
        return data.IsSecret
            ? throw new InvalidOperationException(
                $"Cannot call '{method}' if the referenced stack has secret outputs. Use '{instead}' instead.")
            : data.Value;
    }

    // All outputs together are secret as soon as one is. Which one it is the engine says by name, where it can.
    private Output<T> WithItsOwnSecretness<T>(Input<string> name, Output<T> output)
    {
        return new(GetDataAsync());

        async Task<OutputData<T>> GetDataAsync()
        {
            var data = await output.DataTask.ConfigureAwait(false);
            var wanted = await ((Output<string>)name).DataTask.ConfigureAwait(false);
            var secrets = await SecretOutputNames.DataTask.ConfigureAwait(false);
            var isSecret = wanted.IsKnown && secrets.IsKnown
                ? secrets.Value.Contains(wanted.Value)
                : (await Outputs.DataTask.ConfigureAwait(false)).IsSecret;
            return data with { IsSecret = isSecret };
        }
    }
}

/// <summary>Inputs of <see cref="StackReference"/>.</summary>
public class StackReferenceArgs : ResourceArgs
{
    /// <summary>The stack: <c>organization/project/stack</c>.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}
