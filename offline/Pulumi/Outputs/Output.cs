using System.Collections.Immutable;
using System.Globalization;

namespace Pulumi;

/// <summary>Makes and combines outputs.</summary>
public static partial class Output
{
    /// <summary>An output of a value that is there already.</summary>
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData.Plain(value)));

    /// <summary>An output of the value that a task will have.</summary>
    /// <exception cref="ArgumentNullException">There is no task.</exception>
    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    /// <summary>A secret output of a value that is there already.</summary>
    public static Output<T> CreateSecret<T>(T value) => new(Task.FromResult(OutputData.Plain(value) with { IsSecret = true }));

    /// <summary>A secret output of the value that a task will have.</summary>
    /// <exception cref="ArgumentNullException">There is no task.</exception>
    public static Output<T> CreateSecret<T>(Task<T> value) => Output<T>.FromTask(value, isSecret: true);

    /// <summary>A secret copy of an output.</summary>
    /// <exception cref="ArgumentNullException">There is no output.</exception>
    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Change(data => data with { IsSecret = true });
    }

    /// <summary>A copy of an output that is not secret. The original stays as it is.</summary>
    public static Output<T> Unsecret<T>(Output<T> output) => output.Change(data => data with { IsSecret = false });

    /// <summary>Gets a value that is true if an output is secret.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.DataTask.ConfigureAwait(false)).IsSecret;

    /// <summary>One output of many: known when all are, secret when one is.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => new(AllAsync([.. inputs]));

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => All(outputs.Select(output => (Input<T>)output));

    /// <summary>Formats a text whose holes may be inputs and outputs, in the invariant culture.</summary>
    public static Output<string> Format(FormattableString formattableString) =>
        All(Array.ConvertAll(formattableString.GetArguments(), AsInput))
            .Apply(values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));

    private static Input<object?> AsInput(object? value)
    {
        var output = value is IInput input ? input.ToOutput() : value as IOutput;
        return output is null ? Create(value) : new Output<object?>(output.GetDataAsync());
    }

    private static async Task<OutputData<ImmutableArray<T>>> AllAsync<T>(ImmutableArray<Input<T>> inputs)
    {
        var values = ImmutableArray.CreateBuilder<T>(inputs.Length);
        var all = OutputData.Plain(default(ImmutableArray<T>));
        foreach (var input in inputs)
        {
            var data = await ((Output<T>)input).DataTask.ConfigureAwait(false);
            values.Add(data.Value);
            all = OutputData.Merge(all, data, all.Value);
        }

        return all.With(values.MoveToImmutable());
    }
}
