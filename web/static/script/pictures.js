// SPDX-License-Identifier: GPL-2.0-or-later
//
// Pictures of counts and grades, and the forms that choose them.
{
  const SIDE_MAX = 16000; // of a canvas, in pixels

  /** Save a picture that is at an address as a PNG, twice as large. */
  const savePng = (link, status) => {
    const image = new Image();
    image.onerror = () => (status.textContent = "The picture cannot be made; try the SVG.");
    image.onload = () => {
      const canvas = document.createElement("canvas");
      const scale = Math.min(2, SIDE_MAX / Math.max(image.width, image.height));
      canvas.width = image.width * scale;
      canvas.height = image.height * scale;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const saved = document.createElement("a");
        saved.href = URL.createObjectURL(blob);
        saved.download = `${location.pathname.slice(1)}.png`;
        saved.click();
        setTimeout(() => URL.revokeObjectURL(saved.href), 60000);
        status.textContent = "Saved as PNG.";
      }, "image/png");
    };
    image.src = link.href;
  };

  for (const link of document.querySelectorAll("a.svg")) {
    const button = document.createElement("button");
    const status = document.createElement("span");
    button.type = "button";
    button.className = "png";
    button.textContent = link.textContent.replace("SVG", "PNG");
    status.setAttribute("role", "status");
    button.addEventListener("click", () => savePng(link, status));
    link.after(" ", button, " ", status);
  }

  // An address names only what has been chosen.
  for (const form of document.querySelectorAll("form.choosing"))
    form.addEventListener("formdata", ({ formData }) => {
      const given = [...formData].filter(([, value]) => value);
      for (const name of [...formData.keys()]) formData.delete(name);
      for (const [name, value] of given) formData.append(name, value);
    });
}
