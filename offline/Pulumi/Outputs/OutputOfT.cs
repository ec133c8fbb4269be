using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A value that a resource will have, or that is computed from such values. It remembers the resources it comes from, whether
/// it is secret, and whether it is known: during a preview a value that only the deployment can tell is unknown.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Output<T> : IOutput
{
    /// <summary>An output of a value to come. While a program runs, the program waits for it and fails with it.</summary>
    internal Output(Task<OutputData<T>> dataTask)
        : this(dataTask, isTracked: true)
    {
    }

    /// <summary>As above; not tracked where something that the program waits for completes the task anyway.</summary>
    internal Output(Task<OutputData<T>> dataTask, bool isTracked)
    {
        DataTask = dataTask;
        if (isTracked && !dataTask.IsCompletedSuccessfully && Deployment.Current is { } deployment)
            deployment.Tasks.Add(dataTask);
    }

    internal Task<OutputData<T>> DataTask { get; }

    /// <summary>An output of the value that a task will have.</summary>
    /// <exception cref="ArgumentNullException">There is no task.</exception>
    public static Output<T> Create(Task<T> value) => FromTask(value, isSecret: false);

    /// <summary>An output computed from this value. An unknown value stays unknown, and the function is not called.</summary>
    /// <param name="func">Work to do with the value; the program waits for its end.</param>
    public Output<ValueTuple> Apply(Func<T, Task> func)
    {
        return Apply(RunAsync);

        async Task<ValueTuple> RunAsync(T value)
        {
            await func(value);
            return default;
        }
    }

    /// <inheritdoc cref="Apply(Func{T, Task})"/>
    /// <param name="func">Gives the new value.</param>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func)
    {
        return new(ApplyAsync());

        async Task<OutputData<TResult>> ApplyAsync()
        {
            var data = await DataTask.ConfigureAwait(false);
            return data.With(data.IsKnown ? func(data.Value) : default!);
        }
    }

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply(value => Output.Create(func(value)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    /// <remarks>Secretness, knownness and resources of both values are combined.</remarks>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    /// <inheritdoc cref="Apply{TResult}(Func{T, Input{TResult}})"/>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func)
    {
        return new(ApplyAsync());

        async Task<OutputData<TResult>> ApplyAsync()
        {
            var outer = await DataTask.ConfigureAwait(false);
            if (!outer.IsKnown || func(outer.Value) is not { } output)
                return outer.With<T, TResult>(default!);
            var inner = await output.DataTask.ConfigureAwait(false);
            return OutputData.Merge(outer, inner, inner.Value);
        }
    }

    /// <summary>As <c>Apply</c>, with a function that takes the value as an object.</summary>
    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) => Apply(value => func(value));

    /// <summary>A text that says why an output has no text, logged as a warning as well.</summary>
    /// <exception cref="InvalidOperationException">The environment variable PULUMI_ERROR_OUTPUT_STRING is 1 or true.</exception>
    public override string ToString() => OutputText.Refuse();

    internal static Output<T> FromTask(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(GetDataAsync());

        async Task<OutputData<T>> GetDataAsync() => new([], await value.ConfigureAwait(false), IsKnown: true, isSecret);
    }

    /// <summary>A copy with other facts about the same value.</summary>
    internal Output<T> Change(Func<OutputData<T>, OutputData<T>> change)
    {
        return new(ChangeAsync());

        async Task<OutputData<T>> ChangeAsync() => change(await DataTask.ConfigureAwait(false));
    }

    /// <summary>The value, or the one given when it is unknown.</summary>
    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await DataTask.ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await DataTask.ConfigureAwait(false);
        return data.With<T, object?>(data.Value);
    }

    async Task<ImmutableHashSet<Resource>> IOutput.GetResourcesAsync() => (await DataTask.ConfigureAwait(false)).Resources;
}
