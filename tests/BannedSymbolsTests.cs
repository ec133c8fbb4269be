namespace K8tre.Tests;

/// <summary>Members that the compiler refuses in the program. A line that names no member would ban nothing, without a warning.</summary>
public sealed class BannedSymbolsTests
{
    public static TheoryData<string> Symbols =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "BannedSymbols.txt")).Select(line => line.Split(';')[0])];

    [Theory, MemberData(nameof(Symbols))]
    public void Banned_member_exists(string symbol)
    {
        var name = symbol[2..].Split('(')[0];
        var type = symbol[0] == 'T' ? name : name[..name.LastIndexOf('.')];
        var member = symbol[0] == 'T' ? null : name[(type.Length + 1)..].Split('`')[0].Replace("#ctor", ".ctor", StringComparison.Ordinal);

        var found = Assert.Single(new[] { typeof(Output).Assembly, typeof(object).Assembly, typeof(Random).Assembly }
            .Distinct().Select(assembly => assembly.GetType(type)).OfType<Type>());
        Assert.True(member is null || found.GetMember(member).Length > 0, $"{type} has no {member}");
    }

    [Theory, InlineData("infra"), InlineData("stacks"), InlineData("components")]
    public void The_list_is_used_in_every_project_of_the_program(string folder)
    {
        var project = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj")));

        Assert.Contains(
            $"'$(MSBuildProjectName)' == '{project}'", File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.targets")), StringComparison.Ordinal);
    }
}
