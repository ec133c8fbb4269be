using System.Text.RegularExpressions;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Log of the stand-in for K3s in a lab: starts, changes and snapshots in their order, each with its host.</summary>
/// <param name="lab">The lab.</param>
internal sealed partial class History(Lab lab)
{
    private int _seen = All(lab).Length;

    /// <summary>Returns the lines since the last call, such as <c>s1 drain a1</c>: the host and its action. Times are removed.</summary>
    public string[] News()
    {
        var all = All(lab);
        var news = all[_seen..];
        _seen = all.Length;
        return [.. news.Select(line => Hour().Replace(line, ""))];
    }

    /// <summary>Returns the new lines that begin with one of the names, followed by one of the words.</summary>
    public string[] News(params string[] words) => [.. News().Where(line => words.Contains(line.Split(' ')[1]))];

    private static string[] All(Lab lab) =>
        [.. Directory.GetFiles(Path.Combine(lab.Folder, "shared"), "history", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)];

    [GeneratedRegex(@"(?<=k8tre\.io/disrupted=.*)\d{10}$")]
    private static partial Regex Hour();
}
