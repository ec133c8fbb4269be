using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Gives an output of a resource its value, when the engine has answered.</summary>
internal interface IOutputCompletion
{
    IOutput Output { get; }

    /// <summary>The type of the value.</summary>
    TargetType Target { get; }

    void SetValue(OutputData<object?> data);

    /// <summary>Gives the default of the type, unless there is a value.</summary>
    void TrySetDefault(bool isKnown);

    void TrySetException(Exception exception);
}

/// <inheritdoc cref="IOutputCompletion"/>
internal sealed class OutputCompletion<T> : IOutputCompletion
{
    private readonly TaskCompletionSource<OutputData<T>> _completion = new();
    private readonly ImmutableHashSet<Resource> _resources;

    public OutputCompletion(Resource resource, TargetType target)
    {
        _resources = [resource];
        Target = target;

        // Not tracked: the registration, which the program waits for, completes it in any case.
        Output = new Output<T>(_completion.Task, isTracked: false);
    }

    public IOutput Output { get; }

    public TargetType Target { get; }

    public void SetValue(OutputData<object?> data) => _completion.SetResult(
        new(OutputData.Union(_resources, data.Resources), data.Value is null ? default! : (T)data.Value, data.IsKnown, data.IsSecret));

    public void TrySetDefault(bool isKnown) => _completion.TrySetResult(new(_resources, default!, isKnown, IsSecret: false));

    public void TrySetException(Exception exception)
    {
        if (_completion.TrySetException(exception))
            _ = _completion.Task.Exception; // seen: the registration reports it
    }
}
