namespace Pulumi;

/// <summary>An output that is handed out first and gets its value later: for resources that name one another.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class DeferredOutput<T>
{
    private readonly TaskCompletionSource<OutputData<T>> _completion = new();
    private int _isResolved;

    /// <summary>A deferred output without a value. Until it has one, the program does not end.</summary>
    public DeferredOutput()
    {
        Output = new(_completion.Task);
    }

    /// <summary>The output to hand out.</summary>
    public Output<T> Output { get; }

    /// <summary>Gives the output its value, secretness and resources.</summary>
    /// <exception cref="InvalidOperationException">It has been resolved before.</exception>
    public void Resolve(Output<T> output)
    {
        if (Interlocked.Exchange(ref _isResolved, 1) == 1)
            throw new InvalidOperationException("DeferredOutput can only be resolved once.");

        output.DataTask.ContinueWith(_completion.SetFromTask, TaskScheduler.Default);
    }
}
