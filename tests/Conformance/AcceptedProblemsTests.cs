using K8tre.Automation;
using K8tre.Automation.Conformance;

namespace K8tre.Tests.Conformance;

public sealed class AcceptedProblemsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static readonly Problem Found = new()
    {
        Check = "differential",
        Urn = "urn:pulumi:dev::sample::kubernetes:cilium.io/v2:CiliumNetworkPolicy::dns",
        Type = "kubernetes:cilium.io/v2:CiliumNetworkPolicy",
        Name = "dns",
        Path = "",
        Message = "version is not set; the official SDK sends 4.34.2",
    };

    [Fact]
    public void A_row_accepts_the_problems_it_describes()
    {
        var accepted = Table("differential", "kubernetes:cilium.io/*", "", "version is not set");

        Assert.Equal("the reason", accepted.Explain(Found).Accepted);
    }

    [Theory]
    [InlineData("types", "kubernetes:cilium.io/*", "", "version is not set")]
    [InlineData("differential", "kubernetes:argoproj.io/*", "", "version is not set")]
    [InlineData("differential", "kubernetes:cilium.io/v2", "", "version is not set")]
    [InlineData("differential", "kubernetes:cilium.io/*", "spec", "version is not set")]
    [InlineData("differential", "kubernetes:cilium.io/*", "", "aliases")]
    public void A_row_accepts_nothing_else(string check, string type, string path, string message)
    {
        var accepted = Table(check, type, path, message);

        Assert.Null(accepted.Explain(Found).Accepted);
    }

    [Fact]
    public void A_malformed_table_is_refused_with_its_file()
    {
        File.WriteAllText(_file, """[{ "check": "types" }]""");

        var error = Assert.Throws<CommandException>(() => AcceptedProblems.Read(_file));

        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongCall, error.ExitCode);
    }

    [Fact]
    public void The_reviewed_table_can_be_read() => AcceptedProblems.Read(Path.Combine(Repository.Root, "conformance/accepted.json"));

    public void Dispose() => File.Delete(_file);

    private AcceptedProblems Table(string check, string type, string path, string message)
    {
        File.WriteAllText(
            _file,
            $$"""[{ "check": "{{check}}", "type": "{{type}}", "path": "{{path}}", "message": "{{message}}", "reason": "the reason" }]""");
        return AcceptedProblems.Read(_file);
    }
}
