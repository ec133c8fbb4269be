using System.Text.RegularExpressions;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>What the stand-in noted of a lab's clusters: who was started, changed and saved, and on which host, in that order.</summary>
/// <param name="lab">The lab.</param>
internal sealed partial class History(Lab lab)
{
    private int _seen = All(lab).Length;

    /// <summary>
    /// What happened since this object was made or last asked, a line each, as <c>s1 drain a1</c>: the host that did it, and what. The hour of
    /// a mark is left out.
    /// </summary>
    public string[] News()
    {
        var all = All(lab);
        var news = all[_seen..];
        _seen = all.Length;
        return [.. news.Select(line => Hour().Replace(line, ""))];
    }

    /// <summary>The news that begin with one of some names and go on with one of some words.</summary>
    public string[] News(params string[] words) => [.. News().Where(line => words.Contains(line.Split(' ')[1]))];

    private static string[] All(Lab lab) =>
        [.. Directory.GetFiles(Path.Combine(lab.Folder, "shared"), "history", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)];

    [GeneratedRegex(@"(?<=k8tre\.io/disrupted=.*)\d{10}$")]
    private static partial Regex Hour();
}
