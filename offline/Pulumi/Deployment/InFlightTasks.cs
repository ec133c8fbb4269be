namespace Pulumi;

/// <summary>The tasks that a program waits for: nothing that it started may be lost when it ends.</summary>
internal sealed class InFlightTasks
{
    private readonly Lock _gate = new();
    private readonly List<Exception> _failures = [];
    private readonly Action<Task> _onCompleted;
    private TaskCompletionSource<IReadOnlyList<Exception>>? _waiter;
    private int _running;

    public InFlightTasks()
    {
        _onCompleted = OnCompleted;
    }

    /// <summary>Waits for a task too.</summary>
    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully)
            return;
        lock (_gate)
            _running++;
        task.ContinueWith(_onCompleted, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing is running (no exceptions) or something has failed (at least one).</summary>
    public Task<IReadOnlyList<Exception>> WaitAsync()
    {
        lock (_gate)
        {
            if (_failures.Count > 0 || _running == 0)
                return Task.FromResult<IReadOnlyList<Exception>>(TakeFailures());
            _waiter ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiter.Task;
        }
    }

    private void OnCompleted(Task task)
    {
        lock (_gate)
        {
            _running--;
            if (task.Exception is { } failure)
                _failures.AddRange(failure.InnerExceptions);
            if (_waiter is null || (_failures.Count == 0 && _running > 0))
                return;
            _waiter.SetResult(TakeFailures());
            _waiter = null;
        }
    }

    // One exception may fail many tasks: everything computed from the output that failed first. And where it is wrapped into one that
    // says more, the wrapper will do.
    private Exception[] TakeFailures()
    {
        var causes = _failures.SelectMany(CausesOf).ToHashSet();
        Exception[] failures = [.. _failures.Distinct().Where(failure => !causes.Contains(failure))];
        _failures.Clear();
        return failures;
    }

    private static IEnumerable<Exception> CausesOf(Exception failure)
    {
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
