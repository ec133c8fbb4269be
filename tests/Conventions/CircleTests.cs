namespace K8tre.Tests.Conventions;

/// <summary>Circles between folders, seen as namespaces.</summary>
/// <remarks>A folder and its own subfolders may refer to one another: the folder composes them.</remarks>
public sealed class CircleTests
{
    private const string Root = "K8tre";

    private static readonly string[] Namespaces = [.. Product.Types.Select(type => type.Namespace!).Distinct()];

    public static TheoryData<string> Folders =>
        [.. Namespaces.SelectMany(Ancestors).Distinct().Where(folder => ChildrenOf(folder).Skip(1).Any()).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Folders))]
    public void Subfolders_form_no_circle(string folder)
    {
        var arrows = Product.Model.Types
            .SelectMany(type => type.Dependencies)
            .Select(dependency => (dependency.Origin, dependency.Target))
            .Select(arrow => (
                From: Child(folder, arrow.Origin.Namespace?.FullName),
                To: Child(folder, arrow.Target.Namespace?.FullName),
                Text: $"{arrow.Origin.FullName} -> {arrow.Target.FullName}"))
            .Where(arrow => arrow.From is not null && arrow.To is not null && arrow.From != arrow.To)
            .ToLookup(arrow => arrow.From!, arrow => (To: arrow.To!, arrow.Text));

        var inCircles = arrows
            .SelectMany(from => from.Where(arrow => Reaches(arrow.To, from.Key)).Select(arrow => $"{from.Key} -> {arrow.To}: {arrow.Text}"))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(inCircles.Count == 0, string.Join('\n', inCircles));

        bool Reaches(string from, string to)
        {
            var seen = new HashSet<string> { from };
            var next = new Queue<string>(seen);
            while (next.TryDequeue(out var at))
            {
                if (at == to)
                {
                    return true;
                }
                foreach (var (neighbour, _) in arrows[at].Where(arrow => seen.Add(arrow.To)))
                {
                    next.Enqueue(neighbour);
                }
            }
            return false;
        }
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (var (folder, root) in Product.Projects)
        {
            Assert.All(Product.SourcesIn(folder), source =>
            {
                var folders = Path.GetRelativePath(folder, Path.GetDirectoryName(source)!).Split(Path.DirectorySeparatorChar);
                var expected = string.Join('.', [root, .. folders.Where(part => part != ".")]);
                var text = Product.Read(source);
                if (text.Contains("\nnamespace ", StringComparison.Ordinal))
                {
                    Assert.Contains($"\nnamespace {expected};\n", text, StringComparison.Ordinal);
                }
            });
        }
    }

    private static IEnumerable<string> Ancestors(string name)
    {
        for (var dot = name.LastIndexOf('.'); dot > Root.Length; dot = name.LastIndexOf('.', dot - 1))
        {
            yield return name[..dot];
        }
    }

    private static IEnumerable<string> ChildrenOf(string folder) =>
        Namespaces.Select(name => Child(folder, name)).OfType<string>().Distinct();

    private static string? Child(string folder, string? name) =>
        name?.StartsWith($"{folder}.", StringComparison.Ordinal) == true ? name[(folder.Length + 1)..].Split('.')[0] : null;
}
