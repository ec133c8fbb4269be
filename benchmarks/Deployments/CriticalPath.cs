using System.Runtime.CompilerServices;

namespace K8tre.Benchmarks.Deployments;

/// <summary>The longest path through the dependencies: the minimum duration of a deployment with unlimited concurrency.</summary>
internal sealed class CriticalPath
{
    private readonly CreationTimes _times;
    private readonly Dictionary<Work, (int End, Work? Last)> _ends = new(ReferenceEqualityComparer.Instance);

    /// <summary>Finds the path.</summary>
    public CriticalPath(IEnumerable<Work> all, CreationTimes times)
    {
        _times = times;
        var last = all.MaxBy(EndOf);
        for (var at = last; at is not null; at = _ends[at].Last)
            Steps.Insert(0, at);
        Seconds = last is null ? 0 : _ends[last].End;
    }

    /// <summary>Minimum duration of the deployment.</summary>
    public int Seconds { get; }

    /// <summary>The steps of the path, in order.</summary>
    public List<Work> Steps { get; } = [];

    /// <summary>Returns the start time of a step, in seconds.</summary>
    public int StartOf(Work work) => _ends[work].End - _times.For(work.Type).Seconds;

    private int EndOf(Work work)
    {
        if (_ends.TryGetValue(work, out var known))
            return known.End;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var last = work.After.MaxBy(EndOf);
        var end = (last is null ? 0 : _ends[last].End) + _times.For(work.Type).Seconds;
        _ends[work] = (end, last);
        return end;
    }
}
