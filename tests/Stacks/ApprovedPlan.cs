using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>Approved text of a stack's plan: one file for each room in <c>tests/Approved/&lt;stack&gt;</c>.</summary>
internal static class ApprovedPlan
{
    /// <summary>Compares a plan with the approved files, or rewrites them where <c>K8TRE_APPROVE</c> is set.</summary>
    public static void Verify(string stack, Plan plan)
    {
        var rooms = PlanText.ByRoom(plan);
        var folder = Path.Combine(Repository.Root, "tests/Approved", stack);
        var approved = Directory.Exists(folder)
            ? Directory.GetFiles(folder).Select(file => Path.GetFileNameWithoutExtension(file)!).ToArray()
            : [];
        foreach (var (room, text) in rooms)
            Repository.Approve($"tests/Approved/{stack}/{room}.txt", text);

        Assert.Empty(approved.Except(rooms.Keys));
    }
}
