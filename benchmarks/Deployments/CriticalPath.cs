using System.Runtime.CompilerServices;

namespace K8tre.Benchmarks.Deployments;

/// <summary>The longest way through what depends on one another: no deployment is faster, however much it does at the same time.</summary>
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

    /// <summary>The shortest time that the whole takes.</summary>
    public int Seconds { get; }

    /// <summary>What it is spent with, in order.</summary>
    public List<Work> Steps { get; } = [];

    /// <summary>When a step of the path begins.</summary>
    public int StartOf(Work work) => _ends[work].End - _times.Of(work.Type).Seconds;

    private int EndOf(Work work)
    {
        if (_ends.TryGetValue(work, out var known))
            return known.End;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var last = work.After.MaxBy(EndOf);
        var end = (last is null ? 0 : _ends[last].End) + _times.Of(work.Type).Seconds;
        _ends[work] = (end, last);
        return end;
    }
}
