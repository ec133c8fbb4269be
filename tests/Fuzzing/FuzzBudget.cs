using System.Globalization;
using CsCheck;

namespace K8tre.Tests.Fuzzing;

/// <summary>
/// The cases that a fuzzer tries: the same ones in every run, or new ones for as many seconds as <c>K8TRE_FUZZ_SECONDS</c> allows.
/// </summary>
internal static class FuzzBudget
{
    private const string Variable = "K8TRE_FUZZ_SECONDS";

    // Seed of the cases that every run tries.
    private const ulong Fixed = 17;

    private static readonly TimeSpan? Time = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
        ? TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture))
        : null;

    /// <summary>Tries cases, and fails with the faults that were found.</summary>
    /// <param name="cases">Generator of the cases.</param>
    /// <param name="count">Number of cases without the variable.</param>
    /// <param name="tryAsync">Tries a case. Returns its fault, or null.</param>
    public static async Task VerifyAsync<T>(Gen<T> cases, int count, Func<T, Task<string?>> tryAsync)
    {
        var tried = 0;
        var faults = new SortedDictionary<uint, string>();
        using var end = new CancellationTokenSource();
        if (Time is { } time)
            end.CancelAfter(time);
        var seed = Time is null ? Fixed : (ulong)DateTime.UtcNow.Ticks;
        var streams = Enumerable.Range(0, Time is null ? count : int.MaxValue).TakeWhile(_ => !end.IsCancellationRequested);
        await Parallel.ForEachAsync(streams, async (stream, _) =>
        {
            Interlocked.Increment(ref tried);
            var one = cases.Generate(new PCG((uint)stream, seed), null, out var _);
            if (await tryAsync(one) is not { } fault)
                return;
            lock (faults)
                faults.Add((uint)stream, fault);
        });

        Assert.True(
            faults.Count == 0,
            $"{faults.Count} faults in {tried} cases. Keep each as a case in tests/Fuzzing/Corpus:\n\n{Text(faults.Values)}");
    }

    private static string Text(IEnumerable<string> faults) => string.Join("\n\n", faults.DistinctBy(fault => fault.Split('\n')[0]));
}
