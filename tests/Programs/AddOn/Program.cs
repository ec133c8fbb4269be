using AddOn;
using K8tre.Components.Clusters;
using K8tre.Stacks;
using Pulumi;

return await Deployment.RunAsync(async () => (await Platform.CreateAsync(
    StackSettings.Load(new Config()),
    new NoticeAddOn("early", AddOnPhase.BeforeArgoCd),
    new NoticeAddOn("late", AddOnPhase.AfterArgoCd))).Outputs);
